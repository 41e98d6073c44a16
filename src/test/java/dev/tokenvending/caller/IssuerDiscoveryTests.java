package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys by way of an issuer's OpenID configuration. */
class IssuerDiscoveryTests {

    private final TestTicker ticker = new TestTicker();
    private final TestIssuer issuer = TestIssuer.start();

    @AfterEach
    void stop() {
        issuer.close();
    }

    private TestCallers discovering(String named) {
        return TestCallers.of(
                TestCallers.keys(ticker),
                "token-vending.callers.issuers[0].name=customers",
                "token-vending.callers.issuers[0].issuer=" + named,
                "token-vending.callers.issuers[0].audiences=" + TestIssuer.AUDIENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /.well-known/openid-configuration, /keys",
        "/realms/acme, /realms/acme/.well-known/openid-configuration, /realms/acme/keys"
    })
    void authenticateWhenIssuerIsDiscoveredThenItsKeysAreFound(String path, String configuration, String keys) {
        String named = issuer.origin() + path;
        assertThat(discovering(named)
                        .bearer(issuer.token().claim("iss", named).sign())
                        .id())
                .isEqualTo("anna");
        assertThat(issuer.paths()).containsExactly(configuration, keys);
    }

    @Test
    void authenticateWhenConfigurationIsOfAnotherIssuerThenUnavailable() {
        for (String other : new String[] {issuer.origin(), issuer.issuer() + "x", "https://evil.example.com/"}) {
            issuer.answers(200, configuration(other, issuer.jwksUri()));
            assertUnavailable();
        }
        assertThat(issuer.paths()).as("its keys are never asked for").doesNotContain("/jwks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://keys.example.com/jwks",
                "http://0.0.0.0:PORT/jwks",
                "http://user:secret@127.0.0.1:PORT/jwks",
                "http://169.254.169.254/latest/meta-data",
                "file:///etc/passwd",
                "ftp://127.0.0.1/jwks",
                "jar:http://127.0.0.1/a!/b",
                "//127.0.0.1/jwks",
                "/jwks",
                "https://",
                "not a url",
                ""
            })
    void authenticateWhenConfigurationNamesKeysWeDoNotCallThenUnavailable(String jwksUri) {
        String named = jwksUri.replace("PORT", String.valueOf(issuer.port()));
        issuer.publishesAt(named);
        assertUnavailable();
        assertThat(issuer.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "[]", "null", "{}", "{\"issuer\":7}", "{\"issuer\":\"ISSUER\",\"jwks_uri\":[]}"})
    void authenticateWhenConfigurationIsNoneThenUnavailable(String document) {
        issuer.answers(200, document.replace("ISSUER", issuer.issuer()));
        assertUnavailable();
    }

    @Test
    void authenticateWhenConfigurationRedirectsThenNotFollowed() {
        issuer.redirects(issuer.origin() + "/elsewhere");
        assertUnavailable();
        assertThat(issuer.calls()).isEqualTo(1);
    }

    @Test
    void authenticateWhenDiscoveryFailsLaterThenHeldKeysServe() {
        TestCallers callers = discovering(issuer.issuer());
        callers.bearer(issuer.token().sign());
        issuer.answers(404, "");
        ticker.advance(Duration.ofMinutes(5));
        assertThat(callers.bearer(issuer.token().sign()).id()).isEqualTo("anna");
        assertThat(issuer.calls()).isEqualTo(3);
    }

    private void assertUnavailable() {
        TestCallers callers = discovering(issuer.issuer());
        assertThatThrownBy(() -> callers.bearer(issuer.token().sign())).isInstanceOf(KeysUnavailableException.class);
    }

    private static String configuration(String issuer, String jwksUri) {
        return """
            {"issuer":"%s","jwks_uri":"%s"}\
            """.formatted(issuer, jwksUri);
    }
}
