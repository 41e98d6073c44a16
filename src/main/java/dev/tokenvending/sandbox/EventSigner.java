package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Signs events as Talkdesk does, ECDSA with SHA-512 over the raw body, or wrongly when ordered to. */
final class EventSigner {

    static final String SIGNATURE = "X-Hub-Ecdsa-Signature";
    static final String KEY_ID = "X-Hub-Ecdsa-Signature-Id";

    private final ECKey own;
    private final ECKey strange;

    EventSigner() throws JOSEException {
        own = new ECKeyGenerator(Curve.P_256).keyID(OpaqueId.fresh()).generate();
        strange = new ECKeyGenerator(Curve.P_256).keyID(OpaqueId.fresh()).generate();
    }

    /** The headers that carry the signature; none when it is to be missing. */
    Map<String, String> headers(byte[] body, EventSignature kind) {
        return switch (kind) {
            case GOOD -> headers(own.getKeyID(), signature(own, body));
            case WRONG -> headers(own.getKeyID(), signature(strange, body));
            case UNKNOWN_KEY -> headers(strange.getKeyID(), signature(strange, body));
            case MISSING -> Map.of();
        };
    }

    /** In Base64 of SPKI; nothing for another id than that of the sandbox's own key. */
    Optional<String> publicKey(String id) {
        return Optional.of(own).filter(key -> key.getKeyID().equals(id)).map(EventSigner::encoded);
    }

    private static Map<String, String> headers(String keyId, byte[] signature) {
        return Map.of(KEY_ID, keyId, SIGNATURE, HexFormat.of().formatHex(signature));
    }

    private static byte[] signature(ECKey key, byte[] body) {
        try {
            Signature signature = Signature.getInstance("SHA512withECDSA");
            signature.initSign(key.toECPrivateKey());
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException | JOSEException impossible) {
            throw new IllegalStateException("The sandbox's own key does not sign", impossible);
        }
    }

    private static String encoded(ECKey key) {
        try {
            return Base64.getEncoder().encodeToString(key.toECPublicKey().getEncoded());
        } catch (JOSEException impossible) {
            throw new IllegalStateException("The sandbox's own key does not encode", impossible);
        }
    }
}
