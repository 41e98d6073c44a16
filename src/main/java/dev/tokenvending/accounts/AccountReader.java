package dev.tokenvending.accounts;

import dev.tokenvending.accounts.TalkdeskProperties.AccountProperties;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.ClientCredential;
import dev.tokenvending.core.Scope;
import dev.tokenvending.settings.OutboundUrl;
import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an account of its settings, or notes everything that is wrong with them. */
record AccountReader(Settings settings, Regions regions) {

    private static final String AUTHORIZATION = "authorization-uri";

    private static final List<String> DEFAULT_SCOPE = List.of("visual-sessions:execute");
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);
    private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(30);
    private static final Duration LONGEST_LIFETIME = Duration.ofHours(1);

    Optional<Account> read(String name, AccountProperties properties) {
        String prefix = "talkdesk.accounts." + name + ".";
        Optional<AccountId> id = AccountId.parse(name);
        if (id.isEmpty()) {
            settings.problem(
                    "talkdesk.accounts." + name, "is no name: lower-case letters, digits, hyphens.", "acme-eu");
        }
        Optional<URI> tokenUrl = TokenUrl.read(settings, prefix, properties, regions);
        Optional<URI> authorizationUrl = authorizationUrl(prefix + AUTHORIZATION, properties.authorizationUri());
        Optional<String> clientId =
                required(prefix + "client-id", properties.clientId(), "the id Talkdesk gave your client");
        Optional<? extends ClientCredential> credential = new CredentialReader(settings).read(prefix, properties);
        Optional<Duration> lifetime = lifetime(prefix + "assertion-lifetime", properties.assertionLifetime());
        Optional<Scope> scope = scope(prefix + "scope", properties.scope());
        if (id.isEmpty()
                || tokenUrl.isEmpty()
                || settings.hasProblemsUnder(prefix + AUTHORIZATION)
                || clientId.isEmpty()
                || credential.isEmpty()
                || lifetime.isEmpty()
                || scope.isEmpty()) {
            return Optional.empty();
        }
        String audience = properties.audience();
        Account account = new Account(
                id.get(),
                tokenUrl.get(),
                audience == null || audience.isBlank() ? tokenUrl.get().toString() : audience,
                clientId.get(),
                credential.get(),
                lifetime.get(),
                scope.get());
        return Optional.of(authorizationUrl.map(account::signingInAt).orElse(account));
    }

    /** Empty where it follows from the token URL. */
    private Optional<URI> authorizationUrl(String property, @Nullable String configured) {
        return configured == null || configured.isBlank()
                ? Optional.empty()
                : OutboundUrl.read(settings, property, configured, "https://acme.talkdeskid.com/oauth/authorize");
    }

    private Optional<String> required(String property, @Nullable String value, String example) {
        if (value == null || value.isBlank()) {
            settings.problem(property, "is missing.", example);
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private Optional<Duration> lifetime(String property, @Nullable Duration configured) {
        Duration lifetime = configured == null ? DEFAULT_LIFETIME : configured;
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            settings.problem(property, "must lie between 30 seconds and 1 hour.", "5m");
            return Optional.empty();
        }
        return Optional.of(lifetime);
    }

    private Optional<Scope> scope(String property, @Nullable List<String> configured) {
        Optional<Scope> scope = Scope.parse(configured == null ? DEFAULT_SCOPE : configured);
        if (scope.isEmpty()) {
            settings.problem(
                    property, "is no scope, and without one Talkdesk grants everything.", "visual-sessions:execute");
        }
        return scope;
    }
}
