package dev.tokenvending.appconnect;

import com.nimbusds.jose.jwk.Curve;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The signature of an event, in whatever way its header is written: hexadecimal, Base64 or base64url; in DER or as r and s
 * one after the other (IEEE P1363).
 */
final class Signature {

    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){1,200}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{1,300}={0,2}");
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    private final byte[] bytes;

    Signature(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    static Optional<Signature> parse(String text) {
        if (HEX.matcher(text).matches()) {
            return Optional.of(new Signature(HexFormat.of().parseHex(text)));
        }
        if (!BASE64.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            String plain = text.replace('-', '+').replace('_', '/').replace("=", "");
            return Optional.of(new Signature(Base64.getDecoder().decode(plain)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param hash as in {@code SHA512} */
    boolean holds(byte[] signed, PublicKey key, String hash) {
        return verifies(signed, key, hash + "withECDSA") || verifies(signed, key, hash + "withECDSAinP1363Format");
    }

    /** On a curve by which Talkdesk may sign. */
    static boolean isFit(PublicKey key) {
        return key instanceof ECPublicKey ec && CURVES.contains(Curve.forECParameterSpec(ec.getParams()));
    }

    private boolean verifies(byte[] signed, PublicKey key, String algorithm) {
        try {
            java.security.Signature verifier = java.security.Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(bytes);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
