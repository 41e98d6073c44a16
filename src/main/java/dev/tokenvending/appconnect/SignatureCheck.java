package dev.tokenvending.appconnect;

import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether what arrives is signed by Talkdesk: by its headers first, so that few bodies need to be read. */
record SignatureCheck(SignatureKeys keys, AppConnectSettings settings) {

    /** What the headers say. */
    sealed interface Claim {

        /** There is such a key; whether it has signed, the body will show. */
        record Testable(Signature signature, PublicKey key, String hash) implements Claim {

            boolean holds(byte[] body) {
                return signature.holds(body, key, hash);
            }
        }

        record Bad(String reason) implements Claim {}

        /** The key could not be had. */
        record Unknowable(String reason) implements Claim {}
    }

    /**
     * What is known before the body is.
     *
     * @param signature as its header has it, absent when there is none
     * @param keyId of the key it was made by, absent when its header is
     * @param address of the client
     */
    Claim claim(@Nullable String signature, @Nullable String keyId, String address) {
        if (signature == null || keyId == null) {
            return new Claim.Bad("no_signature");
        }
        Optional<Signature> parsed = Signature.parse(signature.strip());
        if (parsed.isEmpty()) {
            return new Claim.Bad("malformed_signature");
        }
        return switch (keys.find(keyId.strip(), address)) {
            case KeyAnswer.Found found -> new Claim.Testable(parsed.get(), found.key(), settings.javaHash());
            case KeyAnswer.Unknown _ -> new Claim.Bad("unknown_signature_key");
            case KeyAnswer.Unavailable _, KeyAnswer.NotAsked _ -> new Claim.Unknowable("signature_key_unavailable");
        };
    }
}
