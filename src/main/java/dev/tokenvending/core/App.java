package dev.tokenvending.core;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mobile app that may ask for tokens.
 *
 * @param account whose tokens it gets
 * @param scope what is asked of Talkdesk for it; never wider than its account's
 * @param callers who may ask on its behalf: {@code kind} or {@code kind:name}; empty admits everybody we know
 * @param bundleId the app's bundle id or package name, absent when not configured
 * @param responseFormat what a request without a preference of its own is answered with
 * @param allowedOrigins the web origins whose scripts may ask (Fetch standard, CORS); none by default
 * @param policies the names of those that must all grant, in this order; with none, every admitted caller gets a token
 * @param reuse who gets the same token again
 * @param grant by which its tokens are had
 * @param minTtl the least life a token that is held must have left to be handed out again; never more than half of what
 *     Talkdesk granted
 */
public record App(
        AppId id,
        AccountChoice account,
        Scope scope,
        Set<String> callers,
        Platform platform,
        @Nullable String bundleId,
        ResponseFormat responseFormat,
        Set<String> allowedOrigins,
        List<String> policies,
        Grant grant,
        Reuse reuse,
        Duration minTtl) {

    /** Enough for an interaction to begin with. */
    public static final Duration DEFAULT_MIN_TTL = Duration.ofMinutes(2);

    public App {
        callers = Set.copyOf(callers);
        allowedOrigins = Set.copyOf(allowedOrigins);
        policies = List.copyOf(policies);
    }

    /** An app with what none can do without; everybody may ask on its behalf. */
    public static App of(AppId id, AccountId account, Scope scope) {
        return new App(
                id,
                new AccountChoice.Configured(account),
                scope,
                Set.of(),
                Platform.OTHER,
                null,
                ResponseFormat.JSON,
                Set.of(),
                List.of(),
                new Grant.ClientCredentials(),
                Reuse.PER_USER,
                DEFAULT_MIN_TTL);
    }

    /** Whether the caller may ask for this app's tokens. */
    public boolean admits(Caller caller) {
        String kind = caller.kind().wireName();
        return isUserIfNeeded(caller)
                && (callers.isEmpty() || callers.contains(kind) || callers.contains(kind + ":" + caller.listedAs()));
    }

    /** A refresh token belongs to one user, and not to a fleet. */
    private boolean isUserIfNeeded(Caller caller) {
        return switch (grant) {
            case Grant.ClientCredentials _ -> true;
            case Grant.AuthorizationCode _ -> caller.kind() == CallerKind.ISSUER;
        };
    }
}
