package dev.tokenvending.sandbox;

import java.time.Instant;
import java.util.Optional;

/** Rules on token requests with {@code private_key_jwt} (RFC 7523, 2.2): of a client itself (RFC 6749, 4.4), or of a user. */
final class TokenDesk {

    static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final String AUTHORIZATION_CODE = "authorization_code";
    private static final String REFRESH_TOKEN = "refresh_token";

    private final KnownClient client;
    private final AssertionCheck assertions;
    private final SignIns signIns;

    TokenDesk(KnownClient client, AssertionCheck assertions, SignIns signIns) {
        this.client = client;
        this.assertions = assertions;
        this.signIns = signIns;
    }

    KnownClient client() {
        return client;
    }

    Ruling rule(FormReading reading, Instant now) {
        return switch (reading) {
            case Refused refused -> refused;
            case TokenForm form ->
                grantTypeRefusal(form)
                        .or(() -> clientRefusal(form, now))
                        .<Ruling>map(refused -> refused)
                        .orElseGet(() -> grantRuling(form));
        };
    }

    private Optional<Refused> grantTypeRefusal(TokenForm form) {
        Optional<String> grantType = form.value("grant_type");
        if (grantType.isEmpty()) {
            return Optional.of(Refused.invalidRequest("grant_type is missing"));
        }
        return switch (grantType.get()) {
            case CLIENT_CREDENTIALS, AUTHORIZATION_CODE, REFRESH_TOKEN -> Optional.empty();
            default -> Optional.of(Refused.unsupportedGrantType("grant_type is none of those there are"));
        };
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

    private Ruling grantRuling(TokenForm form) {
        return switch (form.value("grant_type").orElse("")) {
            case AUTHORIZATION_CODE -> signIns.redeem(form, client);
            case REFRESH_TOKEN -> signIns.refresh(form, client);
            default -> scopeRuling(form);
        };
    }

    /** Without a scope the real one answers with everything the client owns, and so does this one. */
    private Ruling scopeRuling(TokenForm form) {
        Granted asked = Granted.asked(form.value("scope"), client.scopes());
        return asked.isWithin(client.scopes())
                ? asked
                : Refused.invalidScope("the client does not own every scope it asks for");
    }
}
