package dev.tokenvending.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.core.TestAccounts;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublicHalfTests {

    @ParameterizedTest
    @EnumSource
    void ofWhenKeyIsPrivateThenItsOwnPublicHalf(KeyAlgorithm algorithm) throws Exception {
        KeyPair pair = TestAccounts.keyPair(algorithm);
        PublicHalf half = PublicHalf.of(new SigningKey("key-1", algorithm, pair.getPrivate()));
        assertThat(half.key()).isEqualTo(pair.getPublic());
        assertThat(half.jwk().isPrivate()).isFalse();
        assertThat(half.thumbprint())
                .isEqualTo(half.jwk().computeThumbprint().toString())
                .hasSize(43);
        String pem = half.lines().getFirst();
        byte[] der = Base64.getMimeDecoder()
                .decode(pem.replace("-----BEGIN PUBLIC KEY-----", "").replace("-----END PUBLIC KEY-----", ""));
        assertThat(KeyFactory.getInstance(algorithm.isRsa() ? "RSA" : "EC").generatePublic(new X509EncodedKeySpec(der)))
                .isEqualTo(pair.getPublic());
        JWK jwk = JWK.parse(half.lines().getLast());
        assertThat(jwk.getKeyID()).isEqualTo("key-1");
        assertThat(jwk.getAlgorithm().getName()).isEqualTo(algorithm.name());
        assertThat(jwk instanceof RSAKey rsa ? rsa.toPublicKey() : ((ECKey) jwk).toPublicKey())
                .isEqualTo(pair.getPublic());
    }

    /** Of both signs of the second coordinate. */
    @RepeatedTest(8)
    void ofWhenKeyIsAnyThenItsOwnPublicHalf() throws Exception {
        KeyPair pair = TestAccounts.newKeyPair(KeyAlgorithm.ES256);
        assertThat(PublicHalf.of(new SigningKey("k", KeyAlgorithm.ES256, pair.getPrivate()))
                        .key())
                .isEqualTo(pair.getPublic());
    }

    @Test
    void ofWhenRsaKeyLacksItsPublicExponentThenRefused() throws Exception {
        var whole = (RSAPrivateKey) TestAccounts.keyPair(KeyAlgorithm.PS256).getPrivate();
        var bare = KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateKeySpec(whole.getModulus(), whole.getPrivateExponent()));
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> PublicHalf.of(new SigningKey("k", KeyAlgorithm.PS256, bare)));
    }
}
