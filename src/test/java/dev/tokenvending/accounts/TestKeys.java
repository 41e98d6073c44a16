package dev.tokenvending.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Keys to test with, made by {@code openssl}; they open nothing. */
public final class TestKeys {

    private TestKeys() {}

    /** A good key as an operator would paste it. */
    public static String good() {
        return pem("ec-p256.pkcs8");
    }

    /** The PEM text of a file, without the line before it that says how it was made. */
    static String pem(String name) {
        String text = text(name);
        return text.substring(text.indexOf('\n') + 1);
    }

    /** The file as it is. */
    static String text(String name) {
        try (InputStream file = TestKeys.class.getResourceAsStream(name + ".pem")) {
            if (file == null) {
                throw new IllegalArgumentException("There is no " + name + ".pem");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the last block of a PEM text holds. */
    static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(body(pem));
    }

    /** The lines of Base64 in the last block of a PEM text. */
    static String body(String pem) {
        int end = pem.lastIndexOf("\n-----END");
        return pem.substring(pem.lastIndexOf("-----\n", end) + 6, end);
    }

    static String base64(byte[] der) {
        return Base64.getEncoder().encodeToString(der);
    }

    /** The public half of the keys whose file names begin so. */
    static PublicKey publicKey(String name) {
        String algorithm = name.startsWith("ec-") ? "EC" : name.startsWith("rsa-pss") ? "RSASSA-PSS" : "RSA";
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der(pem(name + ".public"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as Java itself reads it from PKCS#8, whatever form the file of the given name has. */
    static PrivateKey reference(String file) throws GeneralSecurityException {
        String family = family(file);
        String algorithm = family.startsWith("ec-") ? "EC" : family.startsWith("rsa-pss") ? "RSASSA-PSS" : "RSA";
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der(pem(family + ".pkcs8"))));
    }

    /** What the names of all files of one key begin with. */
    static String family(String file) {
        return file.substring(0, file.indexOf('.')).replace("-no-public", "");
    }
}
