package dev.tokenvending.accounts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.SigningKey;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.jspecify.annotations.Nullable;

/** Decides by which algorithm a key signs. */
public final class SigningKeys {

    private static final int SHORTEST_RSA = 2048;

    private SigningKeys() {}

    /**
     * The key in a text.
     *
     * @param algorithm what the key's owner says it signs by
     * @throws UnusableKeyException when there is none in it, or none that signs by that algorithm
     */
    public static SigningKey read(String keyId, String text, @Nullable String algorithm) throws UnusableKeyException {
        try {
            return of(keyId, PrivateKeys.parse(text), algorithm);
        } catch (UnfitAlgorithmException e) {
            throw new UnusableKeyException("does not sign by the algorithm that is told.");
        }
    }

    /**
     * The key with the algorithm that follows from it, or with the one that is wished for, if it fits.
     *
     * @throws UnusableKeyException when Talkdesk has no algorithm for such a key
     * @throws UnfitAlgorithmException when the wish does not fit the key
     */
    static SigningKey of(String keyId, PrivateKey key, @Nullable String wished)
            throws UnusableKeyException, UnfitAlgorithmException {
        KeyAlgorithm natural = naturalAlgorithm(key);
        KeyAlgorithm algorithm = wished == null || wished.isBlank() ? natural : fit(wished, natural);
        if (!signs(key, algorithm)) {
            throw new UnusableKeyException(
                    "does not sign by " + algorithm + ": it is damaged, or made for another algorithm.");
        }
        return new SigningKey(keyId, algorithm, key);
    }

    /** Tries it: a damaged RSA key, or an RSASSA-PSS key made for another hash, looks well until it signs. */
    private static boolean signs(PrivateKey key, KeyAlgorithm algorithm) {
        try {
            JWSSigner signer = key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
            signer.sign(new JWSHeader(JWSAlgorithm.parse(algorithm.name())), new byte[0]);
            return true;
        } catch (JOSEException | ArithmeticException e) {
            // Java divides by a prime that is zero or negative without looking at it.
            return false;
        }
    }

    private static KeyAlgorithm naturalAlgorithm(PrivateKey key) throws UnusableKeyException {
        return switch (key) {
            case RSAPrivateKey rsa when rsa.getModulus().bitLength() >= SHORTEST_RSA -> KeyAlgorithm.PS256;
            case RSAPrivateKey rsa ->
                throw new UnusableKeyException(
                        "is an RSA key of " + rsa.getModulus().bitLength() + " bits; 2048 are the least.");
            case ECPrivateKey ec -> curveAlgorithm(ec);
            default -> throw new UnusableKeyException("is neither an EC nor an RSA key.");
        };
    }

    private static KeyAlgorithm curveAlgorithm(ECPrivateKey key) throws UnusableKeyException {
        if (key.getS().signum() <= 0 || key.getS().compareTo(key.getParams().getOrder()) >= 0) {
            throw new UnusableKeyException("is damaged: its content is no valid key.");
        }
        Curve curve = Curve.forECParameterSpec(key.getParams());
        if (Curve.P_256.equals(curve)) {
            return KeyAlgorithm.ES256;
        }
        if (Curve.P_384.equals(curve)) {
            return KeyAlgorithm.ES384;
        }
        if (Curve.P_521.equals(curve)) {
            return KeyAlgorithm.ES512;
        }
        throw new UnusableKeyException("is an EC key on a curve other than P-256, P-384 and P-521.");
    }

    private static KeyAlgorithm fit(String wished, KeyAlgorithm natural) throws UnfitAlgorithmException {
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            if (algorithm.name().equals(wished) && (algorithm == natural || (algorithm.isRsa() && natural.isRsa()))) {
                return algorithm;
            }
        }
        throw new UnfitAlgorithmException(
                "does not fit the key.", natural.isRsa() ? "PS256, PS384 or PS512" : natural.name());
    }

    /** The message ends the sentence "the setting …". */
    static final class UnfitAlgorithmException extends Exception {

        private final String example;

        UnfitAlgorithmException(String message, String example) {
            super(message);
            this.example = example;
        }

        String example() {
            return example;
        }
    }
}
