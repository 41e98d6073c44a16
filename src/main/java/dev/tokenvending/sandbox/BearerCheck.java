package dev.tokenvending.sandbox;

import java.time.Clock;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

/** Checks that who calls about an installation holds a token of one of its clients, with the scope it takes. */
final class BearerCheck {

    private final IssuedTokens tokens;
    private final Clock clock;

    BearerCheck(IssuedTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whoever has no token at all does not learn what there is. */
    Optional<Reply> refusal(ClassicHttpRequest request, Optional<SandboxInstallation> installation, String scope) {
        Header authorization = request.getFirstHeader(HttpHeaders.AUTHORIZATION);
        Optional<IssuedToken> token = tokens.read(authorization == null ? null : authorization.getValue());
        if (token.isEmpty()) {
            return Optional.of(unauthorized("there is no living token of this sandbox"));
        }
        if (installation.isEmpty()) {
            return Optional.of(Refused.notFound("there is no such thing").reply());
        }
        if (!isOf(installation.get(), token.get())) {
            return Optional.of(unauthorized("the token is not of a client of this installation"));
        }
        return token.get().scopes().contains(scope)
                ? Optional.empty()
                : Optional.of(new Refused(403, "insufficient_scope", "the token lacks " + scope).reply());
    }

    private boolean isOf(SandboxInstallation installation, IssuedToken token) {
        return installation.clientsAt(clock.instant()).stream()
                .anyMatch(client -> client.id().equals(token.clientId()));
    }

    private static Reply unauthorized(String why) {
        return new Refused(401, "invalid_token", why).reply().with(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
}
