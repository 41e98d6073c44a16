package dev.tokenvending.accounts;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a private key of its text. What it is, is decided by the DER content and never by the PEM label: Talkdesk's own
 * samples put a PKCS#8 body under {@code BEGIN EC PRIVATE KEY}.
 */
final class PrivateKeys {

    /** EC named curves by the hexadecimal content of their object identifiers (RFC 5480 §2.1.1.1). */
    private static final Map<String, String> CURVES =
            Map.of("2a8648ce3d030107", "secp256r1", "2b81040022", "secp384r1", "2b81040023", "secp521r1");

    /** Key algorithms by the hexadecimal content of their object identifiers. */
    private static final Map<String, String> ALGORITHMS = Map.of(
            "2a8648ce3d0201", "EC",
            "2a864886f70d010101", "RSA",
            "2a864886f70d01010a", "RSASSA-PSS");

    private static final Map<Integer, String> CURVES_BY_LENGTH =
            Map.of(32, "secp256r1", 48, "secp384r1", 66, "secp521r1");

    private PrivateKeys() {}

    /**
     * Reads PKCS#8 (RFC 5958), SEC1 (RFC 5915) and PKCS#1 (RFC 8017 A.1.2), as PEM or bare Base64.
     *
     * @throws UnusableKeyException when there is no EC or RSA private key in the text
     */
    static PrivateKey parse(String text) throws UnusableKeyException {
        byte[] der = KeyText.decode(text);
        Der outer = new Der(der);
        Der key = outer.enter(Der.SEQUENCE);
        if (!outer.isAtEnd()) {
            throw new UnusableKeyException("has something after the end of the key.");
        }
        if (key.tag() == Der.SEQUENCE) {
            throw new UnusableKeyException(describeKeyless(key));
        }
        key.integer(); // the version
        try {
            return switch (key.tag()) {
                case Der.SEQUENCE -> pkcs8(key.enter(Der.SEQUENCE), der);
                case Der.OCTET_STRING -> sec1(key);
                case Der.INTEGER -> pkcs1(key);
                default -> throw new UnusableKeyException("is not a private key in PKCS#8 or SEC1 form.");
            };
        } catch (GeneralSecurityException e) {
            // The provider's message may quote the key.
            throw new UnusableKeyException("is damaged: its content is no valid key.");
        }
    }

    private static PrivateKey pkcs8(Der algorithm, byte[] der) throws UnusableKeyException, GeneralSecurityException {
        String oid = HexFormat.of().formatHex(algorithm.next(Der.OBJECT_IDENTIFIER));
        @Nullable String name = ALGORITHMS.get(oid);
        if (name == null) {
            throw new UnusableKeyException("is neither an EC nor an RSA key, and Talkdesk takes no other.");
        }
        return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static PrivateKey sec1(Der key) throws UnusableKeyException, GeneralSecurityException {
        byte[] secret = key.next(Der.OCTET_STRING);
        @Nullable
        String curve = key.tag() == Der.CONTEXT_0
                ? CURVES.get(HexFormat.of().formatHex(key.enter(Der.CONTEXT_0).next(Der.OBJECT_IDENTIFIER)))
                : CURVES_BY_LENGTH.get(secret.length);
        if (curve == null) {
            throw new UnusableKeyException("is an EC key on a curve other than P-256, P-384 and P-521.");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        return KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(
                        new BigInteger(1, secret), parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static PrivateKey pkcs1(Der key) throws UnusableKeyException, GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        key.integer(),
                        key.integer(),
                        key.integer(),
                        key.integer(),
                        key.integer(),
                        key.integer(),
                        key.integer(),
                        key.integer()));
    }

    private static String describeKeyless(Der key) throws UnusableKeyException {
        key.next(Der.SEQUENCE);
        return switch (key.tag()) {
            case Der.OCTET_STRING -> "is encrypted. Decrypt it first: openssl pkcs8 -in encrypted.pem -out key.pem.";
            case 0x03 -> "is a public key; the private half is needed.";
            default -> "is not a private key (a certificate?).";
        };
    }
}
