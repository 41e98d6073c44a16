package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What goes to and fro when a user signs in, good unless told otherwise. */
final class TestSignIn {

    static final String REDIRECT_URI = "http://127.0.0.1:8080/authorization/callback";

    /** That of RFC 7636, appendix B, like the challenge. */
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private TestSignIn() {}

    static Map<String, String> query() {
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", TestClient.ID);
        query.put("redirect_uri", REDIRECT_URI);
        query.put("scope", TestClient.SCOPE);
        query.put("state", "the state");
        query.put("nonce", "the nonce");
        query.put("code_challenge", CHALLENGE);
        query.put("code_challenge_method", "S256");
        return query;
    }

    static Map<String, String> query(String name, String value) {
        Map<String, String> query = query();
        query.put(name, value);
        return query;
    }

    static URI uri(URI endpoint, Map<String, String> query) {
        return URI.create(endpoint + "?" + TestClient.encoded(query));
    }

    static Map<String, String> approval(String user) {
        return Map.of("user", user, "decision", "approve");
    }

    static AuthorizationRequest asked(KnownClient client) {
        var address = new ReturnAddress(REDIRECT_URI, "the state", client.issuer());
        return new AuthorizationRequest(
                client, address, Granted.asked(Optional.empty(), client.scopes()), null, new CodeChallenge(CHALLENGE));
    }

    /** Makes it of a form that is good for client credentials. */
    static Map<String, String> redeeming(Map<String, String> form, String code) {
        form.remove("scope");
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", REDIRECT_URI);
        form.put("code_verifier", VERIFIER);
        return form;
    }

    /** Makes it of a form that is good for client credentials. */
    static Map<String, String> refreshing(Map<String, String> form, String token) {
        form.remove("scope");
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", token);
        return form;
    }

    static String code(HttpResponse<String> response) {
        return Objects.requireNonNull(sentBack(response).get("code"));
    }

    /** The parameters of the redirect that ends a sign-in. */
    static Map<String, String> sentBack(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(REDIRECT_URI + "?");
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : List.of(location.substring(REDIRECT_URI.length() + 1).split("&", -1))) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
