package dev.tokenvending.caller.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import dev.tokenvending.caller.TestIssuerKeys;
import dev.tokenvending.crypto.Crypto;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTests {

    /** Made by {@code openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 1}; long expired. */
    private static final String CERTIFICATE = """
        -----BEGIN CERTIFICATE-----
        MIIBeTCCAR+gAwIBAgIUPfzpNC8bNX7SawsWE1FIM2k8+rMwCgYIKoZIzj0EAwIw
        EjEQMA4GA1UEAwwHYmFja2VuZDAeFw0yNjExMjIwNTQxNDNaFw0yNjExMjMwNTQx
        NDNaMBIxEDAOBgNVBAMMB2JhY2tlbmQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
        AARjQL6dKPXmKon/HZ4a+VS05sgJx+zKP9STzdOGUMidSI8Pc9L6PFIMdzuTP0WT
        EQbo9bhaE2s7mGmOW3fv53SRo1MwUTAdBgNVHQ4EFgQUjOhz8pbCdjMIw6+G2SFk
        x2VmTMwwHwYDVR0jBBgwFoAUjOhz8pbCdjMIw6+G2SFkx2VmTMwwDwYDVR0TAQH/
        BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA3E9vmcxVHSdsSwoHwmjj+ApIW7gM
        4MKru/Sy8ziCQd8CICeelyDLUY413+Rt0d1LOEsyuHbgwoHWQS7dIzpi9T2a
        -----END CERTIFICATE-----
        """;

    @Test
    void parseWhenKeyIsRsaThenFitForAllOfRsa() throws UnfitKeyException {
        assertThat(PublicKeys.parse(TestIssuerKeys.pem(TestIssuerKeys.rsa()), Crypto.jdk())
                        .names())
                .containsExactly("PS256", "PS384", "PS512", "RS256", "RS384", "RS512");
    }

    @ParameterizedTest
    @CsvSource({"P-256, ES256", "P-384, ES384", "P-521, ES512"})
    void parseWhenKeyIsEcThenFitForTheAlgorithmOfItsCurve(String curve, String algorithm) throws UnfitKeyException {
        String pem = TestIssuerKeys.pem(TestIssuerKeys.ec("e", Curve.parse(curve)));
        assertThat(PublicKeys.parse(pem, Crypto.jdk()).names()).containsExactly(algorithm);
    }

    @Test
    void parseWhenKeyIsPastedInAnyFormThenRead() throws UnfitKeyException {
        String pem = TestIssuerKeys.pem(TestIssuerKeys.ec("e"));
        String body = pem.replaceAll("-----[A-Z ]+-----", "");
        for (String form : new String[] {
            pem,
            pem.strip(),
            "\n" + pem,
            pem.replace("\n", "\\n"),
            pem.replace("\n", "\r\n"),
            body,
            body.replace("\n", ""),
            "# the backend's\n" + pem
        }) {
            assertThat(PublicKeys.parse(form, Crypto.jdk()).names()).containsExactly("ES256");
        }
    }

    @Test
    void parseWhenItIsACertificateThenItsKey() throws UnfitKeyException {
        assertThat(PublicKeys.parse(CERTIFICATE, Crypto.jdk()).names()).containsExactly("ES256");
    }

    @Test
    void parseWhenKeyIsPrivateThenRefusedWithoutRepeatingIt() {
        String secret = Base64.getEncoder()
                .encodeToString(
                        TestIssuerKeys.rsa().toRSAKey().getPrivateExponent().decode());
        assertRefused(
                "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----",
                "is a private key, which belongs to the issuer alone. Take its public half: openssl pkey -in key.pem"
                        + " -pubout.");
    }

    @ParameterizedTest
    @CsvSource({
        "{}, is a JSON Web Key; PEM or Base64 is needed.",
        "ssh-rsa AAAA, is not Base64 or is cut off.",
        "?, is not Base64 or is cut off.",
        "AAAA, is neither an RSA nor an EC public key."
    })
    void parseWhenItIsNoKeyThenRefused(String text, String reason) {
        assertRefused(text, reason);
    }

    /** Of 1024 bits, on secp256k1, on secp224r1, and of Ed25519. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCmCJ8Gh8TOB07dB3nbCTnneTu+Hhh9IgE8kA7a4+LpwVuy+8E8jCm0SDhiiBxmH1ZftLVOWK2roQXgpbkgp+k14bBbjtWQdeaoPlAzLvxRN7ntIbAsNecSmMURfsvHyybjx/O0KP2TDRXGCLnD/kCtkvgmKThKx5UYDeulrkGk3QIDAQAB",
                "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEHeHyOS2GgIrVgFYSwxuYXnMLm/qkLFRMIDJEhRfMd+8Qe7Po0m9z2n6F8ANnX8culQvLzkCXMzzY09YVagl6zQ==",
                "ME4wEAYHKoZIzj0CAQYFK4EEACEDOgAEDU9BxHmqcBmOUumU7ofsJ61J4vEr+DzEis+Gungk+ezlguuFB/CfjOhGI7PDVxOUIhQwD5LrAEU=",
                "MCowBQYDK2VwAyEAT9+lwqeHenUEWaRA3dqfseMMGJereASsqu6NPwjcGQA="
            })
    void parseWhenKeyIsWeakOrOfAnotherKindThenRefused(String base64) {
        assertThatThrownBy(() -> PublicKeys.parse(base64, Crypto.jdk())).isInstanceOf(UnfitKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PUBLIC KEY", "CERTIFICATE REQUEST", "EC PARAMETERS"})
    void parseWhenItIsSomethingElseThenToldWhat(String label) {
        assertRefused(
                "-----BEGIN " + label + "-----\nAAAA\n-----END " + label + "-----",
                "is a " + label + "; a PUBLIC KEY or a CERTIFICATE is needed.");
    }

    @Test
    void parseWhenCertificateIsDamagedThenRefused() {
        assertRefused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "is a damaged certificate.");
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> PublicKeys.parse(text, Crypto.jdk()))
                .isInstanceOf(UnfitKeyException.class)
                .hasMessage(reason);
    }
}
