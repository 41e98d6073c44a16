package dev.tokenvending.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;

/** Whether a provider and the JDK take each other's signatures, and no damaged one. */
final class SelfTest {

    private static final String ALGORITHM = "SHA256withECDSA";
    private static final byte[] MESSAGE = "self-test".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANOTHER = "Self-test".getBytes(StandardCharsets.US_ASCII);

    private SelfTest() {}

    /** @throws GeneralSecurityException when the provider fails */
    static void of(Provider provider) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] byProvider = sign(Signature.getInstance(ALGORITHM, provider), pair);
        byte[] byJdk = sign(Signature.getInstance(ALGORITHM), pair);
        require(verifies(Signature.getInstance(ALGORITHM), pair, MESSAGE, byProvider));
        require(verifies(Signature.getInstance(ALGORITHM, provider), pair, MESSAGE, byJdk));
        require(!verifies(Signature.getInstance(ALGORITHM, provider), pair, ANOTHER, byJdk));
    }

    private static byte[] sign(Signature signature, KeyPair pair) throws GeneralSecurityException {
        signature.initSign(pair.getPrivate());
        signature.update(MESSAGE);
        return signature.sign();
    }

    private static boolean verifies(Signature signature, KeyPair pair, byte[] message, byte[] signed)
            throws GeneralSecurityException {
        signature.initVerify(pair.getPublic());
        signature.update(message);
        return signature.verify(signed);
    }

    private static void require(boolean holds) throws SignatureException {
        if (!holds) {
            throw new SignatureException("It does not pass the self-test");
        }
    }
}
