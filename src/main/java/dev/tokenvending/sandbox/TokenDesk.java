package dev.tokenvending.sandbox;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Rules on token requests: the client-credentials grant with {@code private_key_jwt} (RFC 6749 4.4, RFC 7523 2.2). */
final class TokenDesk {

    static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final KnownClient client;
    private final AssertionCheck assertions;

    TokenDesk(KnownClient client, AssertionCheck assertions) {
        this.client = client;
        this.assertions = assertions;
    }

    Ruling rule(FormReading reading, Instant now) {
        return switch (reading) {
            case Refused refused -> refused;
            case TokenForm form ->
                grantTypeRefusal(form)
                        .or(() -> clientRefusal(form, now))
                        .<Ruling>map(refused -> refused)
                        .orElseGet(() -> scopeRuling(form));
        };
    }

    private Optional<Refused> grantTypeRefusal(TokenForm form) {
        Optional<String> grantType = form.value("grant_type");
        if (grantType.isEmpty()) {
            return Optional.of(Refused.invalidRequest("grant_type is missing"));
        }
        return grantType.get().equals("client_credentials")
                ? Optional.empty()
                : Optional.of(Refused.unsupportedGrantType("grant_type is not client_credentials"));
    }

    private Optional<Refused> clientRefusal(TokenForm form, Instant now) {
        return clientFlaw(form, now).map(Refused::invalidClient);
    }

    private Optional<String> clientFlaw(TokenForm form, Instant now) {
        if (!form.value("client_assertion_type").equals(Optional.of(ASSERTION_TYPE))) {
            return Optional.of("client_assertion_type is not " + ASSERTION_TYPE);
        }
        if (form.value("client_id").filter(id -> !id.equals(client.clientId())).isPresent()) {
            return Optional.of("client_id is not a known client");
        }
        return form.value("client_assertion")
                .map(assertion -> assertions.flawIn(assertion, now))
                .orElse(Optional.of("client_assertion is missing"));
    }

    /** Without a scope the real one answers with everything the client owns, and so does this one. */
    private Ruling scopeRuling(TokenForm form) {
        List<String> asked =
                form.value("scope").map(scope -> List.of(scope.split(" ", -1))).orElse(client.scopes());
        return client.scopes().containsAll(asked)
                ? new Granted(new LinkedHashSet<>(asked))
                : Refused.invalidScope("the client does not own every scope it asks for");
    }
}
