package dev.tokenvending.caller.keys;

import dev.tokenvending.crypto.Crypto;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a public key of its text: SPKI (RFC 5280 §4.1) as PEM or bare Base64, or the PEM of an X.509 certificate. */
public final class PublicKeys {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s");

    private PublicKeys() {}

    /**
     * The key in the text, fit to verify by.
     *
     * @throws UnfitKeyException when there is none
     */
    public static VerificationKey parse(String text, Crypto crypto) throws UnfitKeyException {
        String plain = text.replace("\\r", "").replace("\\n", "\n").strip();
        if (plain.contains("PRIVATE KEY")) {
            throw new UnfitKeyException("is a private key, which belongs to the issuer alone. Take its public half:"
                    + " openssl pkey -in key.pem -pubout.");
        }
        if (plain.startsWith("{")) {
            throw new UnfitKeyException("is a JSON Web Key; PEM or Base64 is needed.");
        }
        Matcher block = BLOCK.matcher(plain);
        boolean armoured = block.find();
        String label = armoured ? block.group(1) : "PUBLIC KEY";
        byte[] der = decode(armoured ? block.group(2) : plain);
        return VerificationKey.of(
                switch (label) {
                    case "PUBLIC KEY" -> spki(der);
                    case "CERTIFICATE" -> certified(der);
                    default ->
                        throw new UnfitKeyException("is a " + label + "; a PUBLIC KEY or a CERTIFICATE is needed.");
                },
                crypto);
    }

    private static byte[] decode(String base64) throws UnfitKeyException {
        try {
            return Base64.getDecoder().decode(WHITE_SPACE.matcher(base64).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw new UnfitKeyException("is not Base64 or is cut off.");
        }
    }

    private static PublicKey spki(byte[] der) throws UnfitKeyException {
        for (String algorithm : new String[] {"RSA", "EC"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // It may be of the other kind.
            }
        }
        throw new UnfitKeyException("is neither an RSA nor an EC public key.");
    }

    /** The certificate only carries the key: it was trusted by whoever configured it, whatever its dates say. */
    private static PublicKey certified(byte[] der) throws UnfitKeyException {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new UnfitKeyException("is a damaged certificate.");
        }
    }
}
