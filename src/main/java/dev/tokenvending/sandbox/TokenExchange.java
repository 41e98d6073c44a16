package dev.tokenvending.sandbox;

import java.io.IOException;
import java.time.Clock;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The HTTP side of the one account's only route, {@code POST /oauth/token}. */
final class TokenExchange implements HttpRequestHandler {

    static final String PATH = "/oauth/token";

    private final TokenCounter counter;
    private final TokenAnswers answers;

    TokenExchange(TokenDesk desk, Replies replies, Faults faults, Clock clock, Pause pause) {
        this(new TokenCounter(desk, replies), new TokenAnswers(faults, clock, pause));
    }

    TokenExchange(TokenCounter counter, TokenAnswers answers) {
        this.counter = counter;
        this.answers = answers;
    }

    @Override
    public void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws IOException {
        reply(request).writeTo(response);
    }

    private Reply reply(ClassicHttpRequest request) throws IOException {
        String path = request.getRequestUri().split("\\?", 2)[0];
        return path.equals(PATH)
                ? answers.answer(request, reading -> counter)
                : answers.refusal(Refused.notFound("there is only " + PATH));
    }
}
