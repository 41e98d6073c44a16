package dev.tokenvending.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CryptoTests {

    private static final byte[] MESSAGE = "header.claims".getBytes(StandardCharsets.US_ASCII);

    private final Crypto fastest = TestCrypto.of("fastest");
    private final Crypto jdk = TestCrypto.of("jdk");

    @Test
    void readWhenNothingIsSetThenTheFastest() {
        assertThat(Crypto.read(TestSettings.of())).isSameAs(fastest);
    }

    @Test
    void readWhenThereIsNoSuchChoiceThenRefused() {
        Settings settings = TestSettings.of("token-vending.crypto=c4nary");
        Crypto.read(settings);
        assertThat(TestSettings.problems(settings)).containsExactly("token-vending.crypto is none of its values.");
        assertThat(TestSettings.message(settings)).contains("fastest, jdk").doesNotContain("c4nary");
    }

    /** What a service runs on; elsewhere the tests of both choices are of the JDK twice. */
    @Test
    void announceWhenPlatformCarriesTheProviderThenItIsNamedWithTheWayToTurnItOff(CapturedOutput output) {
        assumeTrue(System.getProperty("os.name", "").equals("Linux"));
        fastest.announce();
        assertThat(output)
                .contains(
                        "Signatures are made and verified by AmazonCorrettoCryptoProvider 2.",
                        "; token-vending.crypto: jdk turns it off");
        assertThat(Security.getProviders())
                .as("the rest of the process is as ever")
                .noneMatch(provider -> provider.getName().startsWith("Amazon"));
    }

    @Test
    void announceWhenSwitchedOffThenTheJdk(CapturedOutput output) throws Exception {
        jdk.announce();
        assertThat(output).contains("Signatures are made and verified by the JDK, as token-vending.crypto says");
        assertThat(jdk.signer(JWSAlgorithm.ES256, pair(KeyAlgorithm.ES256).getPrivate())
                        .getJCAContext()
                        .getProvider())
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void signerWhenAnyAlgorithmThenEachSideVerifiesTheOther(KeyAlgorithm algorithm) throws JOSEException {
        KeyPair pair = pair(algorithm);
        JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.name()));
        for (Crypto one : List.of(fastest, jdk)) {
            Base64URL signature =
                    one.signer(header.getAlgorithm(), pair.getPrivate()).sign(header, MESSAGE);
            for (Crypto other : List.of(fastest, jdk)) {
                assertThat(other.verifier(pair.getPublic()).verify(header, MESSAGE, signature))
                        .isTrue();
                assertThat(other.verifier(pair.getPublic()).verify(header, new byte[0], signature))
                        .isFalse();
            }
        }
    }

    /** As on Alpine, or where nothing may be loaded from the directory for temporary files. */
    @Test
    void byWhenLibraryDoesNotLoadThenTheJdkThatSaysWhy(CapturedOutput output) throws JOSEException {
        Crypto crypto = Crypto.by(() -> {
            throw new UnsatisfiedLinkError("/tmp/lib.so: failed to map segment from shared object");
        });
        crypto.announce();
        assertThat(output)
                .contains("by the JDK, since there is no faster provider here (java.lang.UnsatisfiedLinkError:"
                        + " /tmp/lib.so: failed to map segment");
        assertSigns(crypto);
    }

    static Stream<Arguments> unfitProviders() {
        return Stream.of(
                Arguments.of("knows no signatures", new Empty()),
                Arguments.of("takes every signature for good", new Lying()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfitProviders")
    void byWhenProviderFailsTheSelfTestThenTheJdk(String what, Provider provider, CapturedOutput output)
            throws JOSEException {
        Crypto crypto = Crypto.by(() -> provider);
        crypto.announce();
        assertThat(output).contains("by the JDK, since");
        assertSigns(crypto);
    }

    /** A key that OpenSSL calls {@code rsa-pss} is known to the JDK alone. */
    @Test
    void signerWhenProviderDoesNotTakeTheKeyThenTheJdk() throws JOSEException, NoSuchAlgorithmException {
        KeyPair pair = KeyPairGenerator.getInstance("RSASSA-PSS").generateKeyPair();
        JWSHeader header = new JWSHeader(JWSAlgorithm.PS256);
        Base64URL signature =
                fastest.signer(JWSAlgorithm.PS256, pair.getPrivate()).sign(header, MESSAGE);
        assertThat(fastest.verifier(pair.getPublic()).verify(header, MESSAGE, signature))
                .isTrue();
    }

    private static void assertSigns(Crypto crypto) throws JOSEException {
        JWSHeader header = new JWSHeader(JWSAlgorithm.ES256);
        KeyPair pair = pair(KeyAlgorithm.ES256);
        Base64URL signature =
                crypto.signer(JWSAlgorithm.ES256, pair.getPrivate()).sign(header, MESSAGE);
        assertThat(crypto.verifier(pair.getPublic()).verify(header, MESSAGE, signature))
                .isTrue();
        assertThat(crypto.verifier(pair.getPublic()).verify(header, new byte[0], signature))
                .isFalse();
    }

    private static KeyPair pair(KeyAlgorithm algorithm) {
        return TestAccounts.keyPair(algorithm);
    }
}
