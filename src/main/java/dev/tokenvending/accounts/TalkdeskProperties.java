package dev.tokenvending.accounts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Talkdesk side of the settings.
 *
 * @param regions where each region's Talkdesk ID lives; extends and overrides the built-in table
 * @param accounts the accounts we can act for, by the names apps refer to them
 */
@ConfigurationProperties("talkdesk")
record TalkdeskProperties(
        @DefaultValue Map<String, RegionProperties> regions,
        @DefaultValue Map<String, AccountProperties> accounts) {

    /**
     * One region.
     *
     * @param idDomain what follows the account name in the host of Talkdesk ID, e.g. {@code talkdeskid.com}
     */
    record RegionProperties(@Nullable String idDomain) {}

    /**
     * One account.
     *
     * @param accountName the host label in {@code https://{name}.talkdeskid.com}; not needed with a token URI
     * @param region the region of the account
     * @param tokenUri the exact token URL; wins over account name and region
     * @param authorizationUri the exact URL where users sign in; by default the token URL with {@code authorize} in place
     *     of {@code token} at its end
     * @param clientId the OAuth client we are
     * @param clientAuthentication how we prove that: {@code private_key_jwt} by a key, {@code client_secret_basic} by a
     *     secret
     * @param clientSecret the secret for {@code client_secret_basic}, or {@code file:} and a path
     * @param keyId the id of the key that is registered for the client
     * @param privateKey PKCS#8 or SEC1, PEM or bare Base64, or {@code file:} and a path
     * @param algorithm ES256, ES384, ES512, PS256, PS384 or PS512; follows from the key by default
     * @param audience what assertions are addressed to; the token URL by default
     * @param assertionLifetime how long an assertion is good for
     * @param scope the widest scope apps may ask for
     */
    record AccountProperties(
            @Nullable String accountName,
            @Nullable String region,
            @Nullable String tokenUri,
            @Nullable String authorizationUri,
            @Nullable String clientId,
            @DefaultValue("private-key-jwt") ClientAuthentication clientAuthentication,
            @Nullable String clientSecret,
            @Nullable String keyId,
            @Nullable String privateKey,
            @Nullable String algorithm,
            @Nullable String audience,
            @Nullable Duration assertionLifetime,
            @Nullable List<String> scope) {

        /** Records print their components; these hold a private key or a secret. */
        @Override
        public String toString() {
            return "AccountProperties[accountName=" + accountName + ", clientId=" + clientId + ", keyId=" + keyId + "]";
        }
    }
}
