package dev.tokenvending.accounts;

import dev.tokenvending.accounts.SigningKeys.UnfitAlgorithmException;
import dev.tokenvending.accounts.TalkdeskProperties.AccountProperties;
import dev.tokenvending.core.ClientCredential;
import dev.tokenvending.core.ClientSecret;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what an account proves itself by of its settings, or notes everything that is wrong with them. */
record CredentialReader(Settings settings) {

    private static final String KEY_EXAMPLE =
            "MIGHAgEAMBMG…, as the command generate-key prints it, or file:/path/to/key.pem";

    /** @param prefix of the account's settings, with a dot at its end */
    Optional<? extends ClientCredential> read(String prefix, AccountProperties properties) {
        return switch (properties.clientAuthentication()) {
            case PRIVATE_KEY_JWT -> {
                refuse(
                        prefix,
                        Map.of("client-secret", Optional.ofNullable(properties.clientSecret())),
                        "private_key_jwt");
                yield key(prefix, properties);
            }
            case CLIENT_SECRET_BASIC -> {
                Map<String, Optional<String>> ofKeys = new LinkedHashMap<>();
                ofKeys.put("key-id", Optional.ofNullable(properties.keyId()));
                ofKeys.put("private-key", Optional.ofNullable(properties.privateKey()));
                ofKeys.put("algorithm", Optional.ofNullable(properties.algorithm()));
                refuse(prefix, ofKeys, ClientSecret.METHOD);
                yield secret(prefix + "client-secret", properties.clientSecret());
            }
        };
    }

    private void refuse(String prefix, Map<String, Optional<String>> foreign, String method) {
        foreign.forEach((name, value) -> value.ifPresent(present -> settings.problem(
                prefix + name,
                "has no meaning with client-authentication " + method + ".",
                "remove it, or change " + prefix + "client-authentication")));
    }

    private Optional<ClientSecret> secret(String property, @Nullable String value) {
        Optional<String> text = settings.textOrFile(property, value);
        if (text.isEmpty()) {
            settings.problem(property, "is missing.", "the secret Talkdesk gave your client, or file:/path/to/it");
        }
        return text.map(ClientSecret::new);
    }

    private Optional<SigningKey> key(String prefix, AccountProperties properties) {
        Optional<String> keyId = Optional.ofNullable(properties.keyId()).filter(id -> !id.isBlank());
        if (keyId.isEmpty()) {
            settings.problem(prefix + "key-id", "is missing.", "the key id Talkdesk shows for your key");
        }
        String property = prefix + "private-key";
        Optional<String> text = settings.textOrFile(property, properties.privateKey());
        if (text.isEmpty()) {
            settings.problem(property, "is missing.", KEY_EXAMPLE);
            return Optional.empty();
        }
        try {
            SigningKey key = SigningKeys.of(keyId.orElse(""), PrivateKeys.parse(text.get()), properties.algorithm());
            return keyId.map(present -> key);
        } catch (UnusableKeyException e) {
            settings.problem(property, e.getMessage(), KEY_EXAMPLE);
        } catch (UnfitAlgorithmException e) {
            settings.problem(prefix + "algorithm", e.getMessage(), e.example());
        }
        return Optional.empty();
    }
}
