package dev.tokenvending.appconnect;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether what arrived is signed by Talkdesk. */
record SignatureCheck(SignatureKeys keys, AppConnectSettings settings) {

    /** What the check says. */
    sealed interface Result {

        record Good() implements Result {}

        record Bad(String reason) implements Result {}

        /** The key could not be had. */
        record Unknowable(String reason) implements Result {}
    }

    Result check(byte[] body, @Nullable String signature, @Nullable String keyId) {
        if (signature == null || keyId == null) {
            return new Result.Bad("no_signature");
        }
        Optional<Signature> parsed = Signature.parse(signature.strip());
        if (parsed.isEmpty()) {
            return new Result.Bad("malformed_signature");
        }
        return switch (keys.find(keyId.strip())) {
            case KeyAnswer.Found found ->
                parsed.get().holds(body, found.key(), settings.javaHash())
                        ? new Result.Good()
                        : new Result.Bad("wrong_signature");
            case KeyAnswer.Unknown _ -> new Result.Bad("unknown_signature_key");
            case KeyAnswer.Unavailable _ -> new Result.Unknowable("signature_key_unavailable");
        };
    }
}
