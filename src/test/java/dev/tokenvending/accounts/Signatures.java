package dev.tokenvending.accounts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.tokenvending.core.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** Signs as the door to Talkdesk does and verifies as Talkdesk would. */
final class Signatures {

    private static final byte[] CONTENT = "header.claims".getBytes(StandardCharsets.UTF_8);

    private Signatures() {}

    /** Whether what the private key signs by its algorithm is verified by the public key. */
    static boolean match(SigningKey key, PublicKey publicKey) throws JOSEException {
        JWSHeader header = new JWSHeader(JWSAlgorithm.parse(key.algorithm().name()));
        JWSSigner signer =
                key.privateKey() instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.privateKey());
        Base64URL signature = signer.sign(header, CONTENT);
        JWSVerifier verifier = publicKey instanceof ECPublicKey ec
                ? new ECDSAVerifier(ec)
                : new RSASSAVerifier((RSAPublicKey) publicKey);
        return verifier.verify(header, CONTENT, signature);
    }
}
