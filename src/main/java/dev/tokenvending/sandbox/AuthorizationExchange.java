package dev.tokenvending.sandbox;

import java.io.IOException;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The HTTP side of the one account's authorization endpoint, which leaves the rest to others. */
final class AuthorizationExchange implements HttpRequestHandler {

    static final String PATH = "/oauth/authorize";

    private final AuthorizationDesk desk;
    private final KnownClient client;
    private final HttpRequestHandler rest;

    AuthorizationExchange(AuthorizationDesk desk, KnownClient client, HttpRequestHandler rest) {
        this.desk = desk;
        this.client = client;
        this.rest = rest;
    }

    @Override
    public void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws HttpException, IOException {
        if (request.getRequestUri().split("\\?", 2)[0].equals(PATH)) {
            desk.answer(request, List.of(client)).writeTo(response);
        } else {
            rest.handle(request, response, context);
        }
    }
}
