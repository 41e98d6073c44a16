package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start is refused for. */
class IssuersReaderTests {

    private static final String PREFIX = "token-vending.callers.issuers[0].";
    private static final String[] GOOD = {
        PREFIX + "name=customers",
        PREFIX + "issuer=https://login.example.com/",
        PREFIX + "audiences=example-app",
        PREFIX + "jwks-uri=https://login.example.com/jwks"
    };

    private static List<String> problems(String... more) {
        Settings settings = TestSettings.of(TestCallers.settings(GOOD, more));
        CallersReader.read(settings, TestCallers.keys(new TestTicker()));
        return TestSettings.problems(settings);
    }

    private static List<String> problemsOfFixed(String key, String... more) {
        Settings settings = TestSettings.of(TestCallers.settings(
                new String[] {
                    PREFIX + "name=backend",
                    PREFIX + "issuer=backend",
                    PREFIX + "audiences=example-app",
                    PREFIX + "public-key=" + key
                },
                more));
        CallersReader.read(settings, TestCallers.keys(new TestTicker()));
        return TestSettings.problems(settings);
    }

    @Test
    void readWhenIssuerIsGoodThenNoProblem() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void readWhenNothingIsSetThenEachIsTold() {
        Settings settings = TestSettings.of(PREFIX + "header=X-Token");
        CallersReader.read(settings, TestCallers.keys(new TestTicker()));
        assertThat(TestSettings.problems(settings))
                .containsExactlyInAnyOrder(
                        PREFIX + "name is missing.",
                        PREFIX + "issuer is missing.",
                        PREFIX
                                + "audiences must say what this service is called in the tokens: others would be taken"
                                + " too.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a b", "", "-a", "ä"})
    void readWhenNameIsNoneThenProblem(String name) {
        assertThat(problems(PREFIX + "name=" + name))
                .containsExactly(PREFIX + "name must be 1 to 64 letters, digits, hyphens, dots and underscores.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "HS256", "HS512", "RS256,none", "RS256,HS256", "EdDSA", "ES256K", "rs256", "RSA-OAEP", ""
            })
    void readWhenAlgorithmHasNoPublicKeyThenProblem(String algorithms) {
        assertThat(problems(PREFIX + "algorithms=" + algorithms))
                .containsExactly(PREFIX
                        + "algorithms must be algorithms with a public key; none, and those with a shared"
                        + " secret, never are.");
    }

    @ParameterizedTest
    @CsvSource({
        "http://login.example.com/jwks, must be https (http only on a loopback host).",
        "login.example.com/jwks, is not an absolute URL with a host.",
        "https://a:b@login.example.com/jwks, must hold neither credentials nor a fragment."
    })
    void readWhenKeysAreWhereWeDoNotCallThenProblem(String url, String problem) {
        assertThat(problems(PREFIX + "jwks-uri=" + url)).containsExactly(PREFIX + "jwks-uri " + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "http://login.example.com/, must be https (http only on a loopback host).",
        "login.example.com, is not an absolute URL with a host.",
        "https://login.example.com/?tenant=1, must not have a query."
    })
    void readWhenIssuerIsDiscoveredThenItMustBeAUrl(String issuer, String problem) {
        Settings settings = TestSettings.of(
                PREFIX + "name=customers", PREFIX + "issuer=" + issuer, PREFIX + "audiences=example-app");
        CallersReader.read(settings, TestCallers.keys(new TestTicker()));
        assertThat(TestSettings.problems(settings)).containsExactly(PREFIX + "issuer " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Token", "X-Token:", "x-api-key", "X-API-KEY"})
    void readWhenHeaderIsNotForTokensThenProblem(String header) {
        assertThat(problems(PREFIX + "header=" + header))
                .containsExactly(PREFIX + "header is no name of a header that tokens may come in.");
    }

    @Test
    void readWhenClaimsAreBlankThenProblem() {
        assertThat(problems(PREFIX + "identity-claim= ", PREFIX + "required-claims.email_verified="))
                .containsExactlyInAnyOrder(
                        PREFIX + "identity-claim is empty.", PREFIX + "required-claims holds a claim without a value.");
    }

    @Test
    void readWhenTwoHaveOneNameThenProblem() {
        assertThat(problems(second("customers", "https://other.example.com/", "Authorization")))
                .containsExactly("token-vending.callers.issuers[1].name is the name of two issuers.");
    }

    @Test
    void readWhenTwoHaveOneIssuerThenProblemUnlessInHeadersOfTheirOwn() {
        assertThat(problems(second("staff", "https://login.example.com/", "authorization")))
                .containsExactly(
                        "token-vending.callers.issuers[1].issuer is there twice for one header: nobody could say whose"
                                + " rules a token must meet.");
        assertThat(problems(second("staff", "https://login.example.com/", "X-Staff")))
                .isEmpty();
    }

    private static String[] second(String name, String issuer, String header) {
        String second = "token-vending.callers.issuers[1].";
        return new String[] {
            second + "name=" + name,
            second + "issuer=" + issuer,
            second + "header=" + header,
            second + "audiences=example-app",
            second + "jwks-uri=https://login.example.com/jwks"
        };
    }

    @Test
    void readWhenKeyIsBothFixedAndPublishedThenProblem() {
        assertThat(problems(PREFIX + "public-key=" + TestIssuerKeys.pem(TestIssuerKeys.ec("e"))))
                .containsExactly(PREFIX + "public-key stands beside jwks-uri.");
    }

    @Test
    void readWhenFixedKeyIsInAFileThenReadAnewEachTime(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("backend.pub.pem");
        assertThat(problemsOfFixed("file:" + file))
                .containsExactly(PREFIX + "public-key names a file that does not exist.");
        Files.writeString(file, TestIssuerKeys.pem(TestIssuerKeys.rsa()));
        assertThat(problemsOfFixed("file:" + file)).isEmpty();
    }

    @Test
    void readWhenFixedKeyIsNoneThenProblem() {
        assertThat(problemsOfFixed("nonsense!")).containsExactly(PREFIX + "public-key is not Base64 or is cut off.");
        assertThat(problemsOfFixed(" ")).containsExactly(PREFIX + "public-key is empty.");
    }

    @Test
    void readWhenFixedKeyFitsNoAlgorithmThenProblem() {
        String key = TestIssuerKeys.pem(TestIssuerKeys.ec("e", Curve.P_384));
        assertThat(problemsOfFixed(key)).containsExactly(PREFIX + "algorithms holds none that fits the public-key.");
        assertThat(problemsOfFixed(key, PREFIX + "algorithms=ES384")).isEmpty();
    }

    @Test
    void readWhenNobodyIsConfiguredThenProblem() {
        Settings settings = TestSettings.of();
        CallersReader.read(settings, TestCallers.keys(new TestTicker()));
        assertThat(TestSettings.problems(settings))
                .singleElement()
                .asString()
                .contains("nobody could ever get a token");
    }
}
