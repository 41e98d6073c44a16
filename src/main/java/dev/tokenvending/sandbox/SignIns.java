package dev.tokenvending.sandbox;

import java.time.Clock;
import java.util.Optional;

/**
 * The sign-ins of users, from code to refresh token to the next one (RFC 6749, 4.1.3 and 6). By the true clock, whatever
 * a fault makes of the sandbox's own.
 */
final class SignIns {

    private final AuthorizationCodes codes;
    private final RefreshTokens refreshTokens = new RefreshTokens();
    private final Clock clock;

    SignIns(Clock clock) {
        this.codes = new AuthorizationCodes(clock);
        this.clock = clock;
    }

    /** A code, which the client can make a sign-in of. */
    String begin(AuthorizationRequest asked, SandboxUser user) {
        return codes.issue(asked, user);
    }

    /** One at a time, for a code that comes twice at once must leave no refresh token behind. */
    synchronized Ruling redeem(TokenForm form, KnownClient client) {
        Optional<String> code = form.value("code");
        if (code.isEmpty() || form.value("redirect_uri").isEmpty()) {
            return Refused.invalidRequest("code or redirect_uri is missing");
        }
        return codes.use(code.get(), client)
                .map(issued -> redeem(form, issued))
                .orElseGet(() -> Refused.invalidGrant("there is no such code of this client"));
    }

    private Ruling redeem(TokenForm form, IssuedCode issued) {
        SignIn signIn = issued.signIn();
        if (issued.used()) {
            refreshTokens.end(signIn);
            return Refused.invalidGrant("the code has been used before, so what came of it is revoked");
        }
        return issued.flawIn(form, clock.instant())
                .<Ruling>map(Refused::invalidGrant)
                .orElseGet(() -> new UserGranted(
                        signIn.granted(),
                        signIn,
                        refreshTokens.next(signIn),
                        issued.asked().nonce()));
    }

    /** One at a time, for of two that bring the same token the second one replays it. */
    synchronized Ruling refresh(TokenForm form, KnownClient client) {
        Optional<String> token = form.value("refresh_token");
        if (token.isEmpty()) {
            return Refused.invalidRequest("refresh_token is missing");
        }
        return refreshTokens
                .find(token.get(), client)
                .map(signIn -> refresh(form, signIn))
                .orElseGet(() -> Refused.invalidGrant("the refresh token is unknown, used before, or revoked"));
    }

    private Ruling refresh(TokenForm form, SignIn signIn) {
        Granted asked = Granted.asked(form.value("scope"), signIn.granted().scopes());
        return asked.isWithin(signIn.granted().scopes())
                ? new UserGranted(asked, signIn, refreshTokens.next(signIn), null)
                : Refused.invalidScope("the user has not granted every scope it asks for");
    }
}
