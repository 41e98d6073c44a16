package dev.tokenvending.outbound;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;

/** Reads a body of at most so many bytes as UTF-8, and remembers whether there was one to read. */
final class LimitedBody implements BodyHandler<String> {

    private final BodyHandler<String> body;
    private volatile boolean begun;

    LimitedBody(int mostBytes) {
        this.body = BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), mostBytes);
    }

    /** Whether the server has answered, if only by a status line and headers. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public BodySubscriber<String> apply(ResponseInfo response) {
        begun = true;
        return body.apply(response);
    }
}
