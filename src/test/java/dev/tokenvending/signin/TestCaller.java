package dev.tokenvending.signin;

import com.nimbusds.jose.jwk.JWK;
import dev.tokenvending.Wire;
import dev.tokenvending.caller.TestIssuerKeys;
import dev.tokenvending.caller.TestTokens;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whom an issuer vouches for.
 *
 * @param tenant whose customer it is, if anybody's
 */
public record TestCaller(String issuer, String id, @Nullable String tenant) {

    private static final List<String> ISSUERS = List.of("customers", "partners");
    private static final Map<String, JWK> KEYS =
            Map.of("customers", TestIssuerKeys.ec("customers-1"), "partners", TestIssuerKeys.ec("partners-1"));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** One who has not been here before. */
    public static TestCaller fresh() {
        return new TestCaller("customers", "caller-" + NUMBER.incrementAndGet(), null);
    }

    TestCaller of(String otherIssuer) {
        return new TestCaller(otherIssuer, id, tenant);
    }

    TestCaller at(String itsTenant) {
        return new TestCaller(issuer, id, itsTenant);
    }

    /** What makes the service believe both issuers. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String issuer : ISSUERS) {
            String prefix = "token-vending.callers.issuers[" + ISSUERS.indexOf(issuer) + "].";
            settings.put(prefix + "name", issuer);
            settings.put(prefix + "issuer", url(issuer));
            settings.put(prefix + "audiences", "example-app");
            settings.put(prefix + "algorithms", "ES256");
            settings.put(prefix + "public-key", TestIssuerKeys.pem(key(issuer)));
        }
        return settings;
    }

    private static JWK key(String issuer) {
        return KEYS.getOrDefault(issuer, TestIssuerKeys.rsa());
    }

    private static String url(String issuer) {
        return "https://" + issuer + ".example.com/";
    }

    Wire asks(Wire request) {
        return request.with("Authorization", "Bearer " + token());
    }

    private String token() {
        return TestTokens.by(key(issuer))
                .header("typ", "JWT")
                .claim("iss", url(issuer))
                .claim("aud", "example-app")
                .claim("sub", id)
                .claim("tenant", tenant)
                .expiring(Instant.now().plusSeconds(600))
                .sign();
    }
}
