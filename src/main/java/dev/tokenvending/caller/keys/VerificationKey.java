package dev.tokenvending.caller.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.tokenvending.crypto.Crypto;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import java.util.TreeSet;

/** A public key that is fit to verify by, with the verifier that is made of it once. */
public final class VerificationKey {

    /** By which tokens may be signed at all: neither {@code none} nor anything with a shared secret is among them. */
    public static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int SHORTEST_RSA = 2048;

    /** What is longer than anybody needs makes each verification expensive. */
    private static final int LONGEST_RSA = 8192;

    private final JWSVerifier verifier;
    private final Set<JWSAlgorithm> algorithms;

    private VerificationKey(JWSVerifier verifier) {
        this.verifier = verifier;
        this.algorithms = Set.copyOf(verifier.supportedJWSAlgorithms());
    }

    /**
     * The key, if it is one to rely on.
     *
     * @throws UnfitKeyException with the reason, which ends the sentence "the setting …"
     */
    static VerificationKey of(PublicKey key, Crypto crypto) throws UnfitKeyException {
        try {
            return switch (key) {
                case RSAPublicKey rsa -> new VerificationKey(crypto.verifier(ofGoodSize(rsa)));
                case ECPublicKey ec -> ofGoodCurve(crypto.verifier(ec));
                default -> throw new UnfitKeyException("is neither an RSA nor an EC key.");
            };
        } catch (JOSEException | IllegalArgumentException e) {
            throw new UnfitKeyException("is on no curve of P-256, P-384 and P-521, or damaged.");
        }
    }

    private static VerificationKey ofGoodCurve(JWSVerifier verifier) throws UnfitKeyException {
        VerificationKey ec = new VerificationKey(verifier);
        if (ec.names().isEmpty()) {
            throw new UnfitKeyException("is on a curve other than P-256, P-384 and P-521.");
        }
        return ec;
    }

    private static RSAPublicKey ofGoodSize(RSAPublicKey key) throws UnfitKeyException {
        int bits = key.getModulus().bitLength();
        if (bits < SHORTEST_RSA || bits > LONGEST_RSA) {
            throw new UnfitKeyException("is an RSA key of " + bits + " bits; 2048 to 8192 are taken.");
        }
        return key;
    }

    /** Whether signatures of that algorithm can be verified by this key. */
    public boolean fits(JWSAlgorithm algorithm) {
        return algorithms.contains(algorithm) && ALGORITHMS.contains(algorithm);
    }

    /** The names of the algorithms that fit. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        algorithms.stream().filter(ALGORITHMS::contains).forEach(algorithm -> names.add(algorithm.getName()));
        return names;
    }

    /**
     * Whether the signature is by this key.
     *
     * @param signingInput the first two parts of the token, as they came (RFC 7515 §5.2)
     */
    public boolean verifies(JWSAlgorithm algorithm, byte[] signingInput, byte[] signature) {
        try {
            return fits(algorithm)
                    && verifier.verify(new JWSHeader(algorithm), signingInput, Base64URL.encode(signature));
        } catch (JOSEException e) {
            return false;
        }
    }
}
