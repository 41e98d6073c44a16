package dev.tokenvending.sandbox;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The HTTP side of the one account's token endpoint, after which there is nothing more. */
final class TokenExchange implements HttpRequestHandler {

    static final String PATH = "/oauth/token";

    private final TokenCounter counter;
    private final TokenAnswers answers;

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
                : answers.refusal(Refused.notFound("there are only " + AuthorizationExchange.PATH + " and " + PATH));
    }
}
