package dev.tokenvending.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.PublicKey;
import java.util.Base64;

/** Key pairs of issuers to test with. */
public final class TestIssuerKeys {

    private static final JWK RSA = newRsa("rsa-1");

    private TestIssuerKeys() {}

    /** Always the same one: they take a while to make. */
    public static JWK rsa() {
        return RSA;
    }

    public static JWK newRsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWK ec(String id) {
        return ec(id, Curve.P_256);
    }

    public static JWK ec(String id, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static PublicKey publicKey(JWK key) {
        try {
            return key instanceof ECKey ec ? ec.toPublicKey() : key.toRSAKey().toPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half as an operator has it in a file. */
    public static String pem(JWK key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(publicKey(key).getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }
}
