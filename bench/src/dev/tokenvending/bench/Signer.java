package dev.tokenvending.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Makes keys on P-256 and signatures by the thousand, for which a process of openssl each would take minutes. A line {@code
 * key} is answered by a private and a public key; one of an algorithm, a private key and a text, by its signature. All in
 * Base64, so that it needs nothing but the JDK.
 */
final class Signer {

    private Signer() {}

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            if (words.length == 1) {
                KeyPair pair = keys.generateKeyPair();
                out.println(encoded(pair.getPrivate().getEncoded()) + " "
                        + encoded(pair.getPublic().getEncoded()));
            } else {
                out.println(encoded(signature(words[0], decoded(words[1]), decoded(words[2]))));
            }
        }
        out.flush();
    }

    private static byte[] signature(String algorithm, byte[] key, byte[] text) throws GeneralSecurityException {
        PrivateKey signing = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(signing);
        signature.update(text);
        return signature.sign();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text);
    }
}
