package dev.tokenvending.caller;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param basic callers by HTTP Basic, beside the one of {@code DEFAULT_USERNAME} and {@code DEFAULT_PASSWORD}
 * @param apiKeys callers by a key in the header {@code X-Api-Key}
 * @param issuers who vouches for callers by signed tokens
 */
@ConfigurationProperties("token-vending.callers")
record CallersProperties(
        @DefaultValue List<BasicProperties> basic,
        @DefaultValue List<ApiKeyProperties> apiKeys,
        @DefaultValue List<IssuerProperties> issuers) {

    /**
     * One caller.
     *
     * @param username without a colon
     * @param password at least 16 characters, or {@code file:} and a path
     */
    record BasicProperties(
            @Nullable String username, @Nullable String password) {

        /** Records print their components; one of these is a password. */
        @Override
        public String toString() {
            return "BasicProperties[username=" + username + "]";
        }
    }

    /**
     * One key of a caller; while it is replaced, the caller has two.
     *
     * @param name of the caller
     * @param sha256 the SHA-256 of the key in hexadecimal
     * @param notAfter the moment from which it no longer counts, as {@code 2027-01-01T00:00:00Z}
     */
    record ApiKeyProperties(
            @Nullable String name,
            @Nullable String sha256,
            @Nullable String notAfter) {}

    /**
     * Somebody who vouches for callers by signed tokens.
     *
     * @param name what it is called in an app's {@code callers} and in the audit
     * @param issuer its tokens' {@code iss}, to the letter
     * @param audiences what its tokens' {@code aud} must hold one of
     * @param jwksUri where its keys are; without this and {@code publicKey} its OpenID configuration says so
     * @param publicKey its only key, as PEM, or {@code file:} and a path
     * @param algorithms by which its tokens may be signed
     * @param identityClaim the claim that is the caller's id
     * @param requiredClaims claims and the exact values they must have
     * @param header the header its tokens arrive in: {@code Authorization} as Bearer, any other as they are
     */
    record IssuerProperties(
            @Nullable String name,
            @Nullable String issuer,
            @DefaultValue List<String> audiences,
            @Nullable String jwksUri,
            @Nullable String publicKey,
            @DefaultValue({"RS256", "ES256"}) List<String> algorithms,
            @DefaultValue("sub") String identityClaim,
            @DefaultValue Map<String, String> requiredClaims,
            @DefaultValue("Authorization") String header) {

        /** Somebody may take the private key for the public one. */
        @Override
        public String toString() {
            return "IssuerProperties[name=" + name + "]";
        }
    }
}
