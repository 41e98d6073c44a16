package dev.tokenvending.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads authorization requests (RFC 6749, 4.1.1; RFC 7636, 4.3) as strictly as an identity provider may. */
final class AuthorizationCheck {

    static final String OPENID = "openid";

    private final @Nullable String registered;

    /**
     * For one redirect URI.
     *
     * @param registered null refuses every one
     */
    AuthorizationCheck(@Nullable String registered) {
        this.registered = registered;
    }

    AuthorizationReading read(String requestUri, List<KnownClient> clients) {
        Optional<AuthorizationQuery> query = AuthorizationQuery.of(requestUri);
        if (query.isEmpty()) {
            return lost("The address holds an escape that is malformed.");
        }
        Optional<KnownClient> client = query.get()
                .value("client_id")
                .flatMap(id ->
                        clients.stream().filter(it -> it.clientId().equals(id)).findFirst());
        if (client.isEmpty()) {
            return lost("client_id is missing, repeated, or of no client that is known here.");
        }
        if (registered == null) {
            return lost("No redirect URI is registered: set signin.redirect-uri, and start the server again.");
        }
        String redirectUri = query.get().value("redirect_uri").orElse("");
        if (!redirectUri.equals(registered)) {
            return lost("redirect_uri has to be exactly " + registered + " and is "
                    + (redirectUri.isEmpty() ? "missing or repeated." : redirectUri));
        }
        var address = new ReturnAddress(
                redirectUri,
                query.get().value("state").orElse(null),
                client.get().issuer());
        return read(query.get(), client.get(), address);
    }

    private static AuthorizationReading lost(String why) {
        return new AuthorizationReading.Lost(Refused.invalidRequest(why));
    }

    private static AuthorizationReading read(AuthorizationQuery query, KnownClient client, ReturnAddress address) {
        Granted asked = Granted.asked(query.value("scope"), client.scopes());
        return requestFlaw(query)
                .or(() -> scopeFlaw(asked, client))
                .or(() -> challengeFlaw(query))
                .<AuthorizationReading>map(flaw -> new AuthorizationReading.Sent(address, flaw))
                .orElseGet(() -> new AuthorizationRequest(
                        client,
                        address,
                        asked,
                        query.value("nonce").orElse(null),
                        query.value("code_challenge").map(CodeChallenge::new).orElse(null)));
    }

    private static Optional<Refused> requestFlaw(AuthorizationQuery query) {
        if (query.repeatsAny()) {
            return Optional.of(Refused.invalidRequest("a parameter is repeated"));
        }
        Optional<String> type = query.value("response_type");
        if (type.isEmpty()) {
            return Optional.of(Refused.invalidRequest("response_type is missing"));
        }
        return type.get().equals("code")
                ? Optional.empty()
                : Optional.of(new Refused(400, "unsupported_response_type", "response_type is not code"));
    }

    /** {@code openid} asks for an {@code id_token}, and is nobody's own. */
    private static Optional<Refused> scopeFlaw(Granted asked, KnownClient client) {
        var allowed = new ArrayList<>(client.scopes());
        allowed.add(OPENID);
        return asked.isWithin(allowed)
                ? Optional.empty()
                : Optional.of(Refused.invalidScope("the client does not own every scope it asks for"));
    }

    /** Without a method it would be {@code plain}, which hides nothing. */
    private static Optional<Refused> challengeFlaw(AuthorizationQuery query) {
        Optional<String> challenge = query.value("code_challenge");
        Optional<String> method = query.value("code_challenge_method");
        if (challenge.isEmpty() && method.isEmpty()) {
            return Optional.empty();
        }
        if (!method.equals(Optional.of("S256"))) {
            return Optional.of(Refused.invalidRequest("code_challenge_method is not S256"));
        }
        return challenge.filter(CodeChallenge::isWellFormed).isPresent()
                ? Optional.empty()
                : Optional.of(Refused.invalidRequest("code_challenge is not 43 characters of Base64url"));
    }
}
