package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Signs what the sandbox issues with its own key, which nobody trusts. */
final class TokenSigner {

    private final JWSSigner signer;
    private final JWSHeader header;

    TokenSigner(ECKey key) {
        try {
            this.signer = new ECDSASigner(key);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("The sandbox's own key does not sign", impossible);
        }
        this.header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
    }

    String sign(JWTClaimsSet claims) {
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("The sandbox's own key does not sign", impossible);
        }
        return jwt.serialize();
    }
}
