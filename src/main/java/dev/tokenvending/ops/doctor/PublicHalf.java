package dev.tokenvending.ops.doctor;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.tokenvending.core.SigningKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import javax.crypto.KeyAgreement;

/** What of a key is to be registered at Talkdesk. */
record PublicHalf(JWK jwk, PublicKey key) {

    /**
     * Makes it of the private key alone.
     *
     * @throws GeneralSecurityException when that does not tell its public half
     */
    static PublicHalf of(SigningKey key) throws GeneralSecurityException {
        JWSAlgorithm algorithm = JWSAlgorithm.parse(key.algorithm().name());
        return switch (key.privateKey()) {
            case ECPrivateKey ec -> {
                ECPublicKey half = half(ec);
                JWK jwk = new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), half)
                        .keyID(key.id())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .build();
                yield new PublicHalf(jwk, half);
            }
            case RSAPrivateCrtKey rsa -> {
                RSAPublicKey half = (RSAPublicKey) KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
                JWK jwk = new RSAKey.Builder(half)
                        .keyID(key.id())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .build();
                yield new PublicHalf(jwk, half);
            }
            default -> throw new InvalidKeyException("It does not hold its public half");
        };
    }

    /**
     * Java has no way from a private key to its point. To agree with the base point gives the first coordinate (SEC 1
     * §3.3.1); of the two second ones that go with it, one fits a signature.
     */
    private static ECPublicKey half(ECPrivateKey key) throws GeneralSecurityException {
        ECParameterSpec curve = key.getParams();
        KeyFactory keys = KeyFactory.getInstance("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger square = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB());
        // All of Talkdesk's curves are over a prime that leaves 3 when divided by 4.
        BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
        for (BigInteger candidate : List.of(y, p.subtract(y))) {
            var half = (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), curve));
            if (belong(key, half)) {
                return half;
            }
        }
        throw new InvalidKeyException("Its public half cannot be made");
    }

    private static boolean belong(ECPrivateKey key, ECPublicKey half) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(half);
        return signature.verify(signed);
    }

    /** As RFC 7638 has it, with SHA-256. */
    String thumbprint() {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Lines to copy. */
    List<String> lines() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return List.of(
                "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----",
                Plain.whole(jwk.toJSONString()));
    }
}
