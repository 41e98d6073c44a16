package dev.tokenvending.sandbox;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The HTTP side of AppConnect, which leaves to the one account's token endpoint what is not its own. */
final class AppConnectExchange implements HttpRequestHandler {

    private final EventSigner signer;
    private final InstallationTokens tokens;
    private final InstallationSignIns signIns;
    private final AppCalls calls;
    private final HttpRequestHandler rest;

    AppConnectExchange(
            EventSigner signer,
            InstallationTokens tokens,
            InstallationSignIns signIns,
            AppCalls calls,
            HttpRequestHandler rest) {
        this.signer = signer;
        this.tokens = tokens;
        this.signIns = signIns;
        this.calls = calls;
        this.rest = rest;
    }

    @Override
    public void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws HttpException, IOException {
        String path = request.getRequestUri().split("\\?", 2)[0];
        switch (AppConnectRoute.of(path)) {
            case AppConnectRoute.Elsewhere _ -> rest.handle(request, response, context);
            case AppConnectRoute.Tokens route ->
                tokens.answer(route.installation(), request).writeTo(response);
            case AppConnectRoute.SignIn route ->
                signIns.answer(route.installation(), request).writeTo(response);
            case AppConnectRoute.SignatureKey route ->
                (isMethod("GET", request) ? key(route) : only("GET")).writeTo(response);
            case AppConnectRoute.EventAgain route ->
                (isMethod("GET", request) ? calls.event(route, request) : only("GET")).writeTo(response);
            case AppConnectRoute.InstallationState route ->
                (isMethod("POST", request) ? calls.state(route, request) : only("POST")).writeTo(response);
            case AppConnectRoute.CredentialsState route ->
                (isMethod("POST", request) ? calls.credentials(route, request) : only("POST")).writeTo(response);
        }
    }

    private Reply key(AppConnectRoute.SignatureKey route) {
        return signer.publicKey(route.id())
                .map(key -> Reply.of(200, "text/plain", key))
                .orElseGet(() -> Refused.notFound("there is no such key").reply());
    }

    private static boolean isMethod(String method, ClassicHttpRequest request) {
        return method.equals(request.getMethod());
    }

    private static Reply only(String method) {
        return Refused.methodNotAllowed(method).reply().with(HttpHeaders.ALLOW, method);
    }
}
