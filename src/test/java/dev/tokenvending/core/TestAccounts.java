package dev.tokenvending.core;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Talkdesk accounts to test with, good unless told otherwise. */
public final class TestAccounts {

    public static final String SCOPE = "visual-sessions:execute";

    private static final Map<KeyAlgorithm, KeyPair> KEYS = new ConcurrentHashMap<>();

    private TestAccounts() {}

    public static Account account() {
        return builder().build();
    }

    public static Account account(URI tokenUrl) {
        return builder().tokenUrl(tokenUrl).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The key pair that accounts of the given algorithm have, always the same one. */
    public static KeyPair keyPair(KeyAlgorithm algorithm) {
        return KEYS.computeIfAbsent(algorithm, TestAccounts::newKeyPair);
    }

    public static Scope scope(String text) {
        return Scope.parse(text).orElseThrow();
    }

    /** A key pair that no account has yet. */
    public static KeyPair newKeyPair(KeyAlgorithm algorithm) {
        AlgorithmParameterSpec parameters = switch (algorithm) {
            case ES256 -> new ECGenParameterSpec("secp256r1");
            case ES384 -> new ECGenParameterSpec("secp384r1");
            case ES512 -> new ECGenParameterSpec("secp521r1");
            case PS256, PS384, PS512 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
        };
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.isRsa() ? "RSA" : "EC");
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has these keys", e);
        }
    }

    /** An account in the making. */
    public static final class Builder {

        private String id = "acme";
        private URI tokenUrl = URI.create("https://acme.talkdeskid.example/oauth/token");
        private @Nullable String audience;
        private String clientId = "client-1";
        private String keyId = "key-1";
        private KeyAlgorithm algorithm = KeyAlgorithm.ES256;
        private @Nullable PrivateKey privateKey;
        private @Nullable String clientSecret;
        private Duration assertionLifetime = Duration.ofMinutes(5);
        private String scope = SCOPE;

        private Builder() {}

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder tokenUrl(URI tokenUrl) {
            this.tokenUrl = tokenUrl;
            return this;
        }

        /** The token URL unless told otherwise. */
        public Builder audience(String audience) {
            this.audience = audience;
            return this;
        }

        public Builder clientId(String clientId) {
            this.clientId = clientId;
            return this;
        }

        public Builder keyId(String keyId) {
            this.keyId = keyId;
            return this;
        }

        public Builder algorithm(KeyAlgorithm algorithm) {
            this.algorithm = algorithm;
            return this;
        }

        /** The one of {@link #keyPair} unless told otherwise. */
        public Builder privateKey(PrivateKey privateKey) {
            this.privateKey = privateKey;
            return this;
        }

        /** In place of a key. */
        public Builder clientSecret(String clientSecret) {
            this.clientSecret = clientSecret;
            return this;
        }

        public Builder assertionLifetime(Duration assertionLifetime) {
            this.assertionLifetime = assertionLifetime;
            return this;
        }

        public Builder scope(String scope) {
            this.scope = scope;
            return this;
        }

        public Account build() {
            PrivateKey key = privateKey == null ? keyPair(algorithm).getPrivate() : privateKey;
            return new Account(
                    new AccountId(id),
                    tokenUrl,
                    audience == null ? tokenUrl.toString() : audience,
                    clientId,
                    clientSecret == null ? new SigningKey(keyId, algorithm, key) : new ClientSecret(clientSecret),
                    assertionLifetime,
                    TestAccounts.scope(scope));
        }
    }
}
