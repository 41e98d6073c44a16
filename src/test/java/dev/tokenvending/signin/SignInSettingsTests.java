package dev.tokenvending.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInSettingsTests {

    private static final String URI_SETTING = "signin.redirect-uri=";

    @Test
    void readWhenNothingIsSetThenOff() {
        SignInSettings settings = good();
        assertThat(settings).isEqualTo(new SignInSettings(null, true, null, 10_000, Duration.ofSeconds(20)));
        assertThat(settings.isOn()).isFalse();
        assertThat(good(URI_SETTING + "  ").isOn()).isFalse();
    }

    @Test
    void readWhenAllIsSetThenThat() {
        SignInSettings settings = good(
                URI_SETTING + " https://tokens.example.com/at/authorization/callback ",
                "signin.pkce=false",
                "signin.jwks-uri=https://acme.talkdeskid.com/jwks",
                "signin.most-pending=1",
                "token-vending.deadline=7s");
        assertThat(settings)
                .isEqualTo(new SignInSettings(
                        URI.create("https://tokens.example.com/at/authorization/callback"),
                        false,
                        URI.create("https://acme.talkdeskid.com/jwks"),
                        1,
                        Duration.ofSeconds(7)));
        assertThat(settings.isOn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/authorization/callback",
                "http://127.0.0.1/authorization/callback",
                "https://tokens.example.com/authorization/callback"
            })
    void readWhenUsersCanComeBackThereThenGood(String uri) {
        assertThat(good(URI_SETTING + uri).redirectUri()).isEqualTo(URI.create(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tokens.example.com",
                "https://tokens.example.com/authorization/callback/",
                "https://tokens.example.com/callback",
                "https://tokens.example.com/authorization/callback?a=b"
            })
    void readWhenItDoesNotEndAsItMustThenProblem(String uri) {
        assertProblem(URI_SETTING + uri, "signin.redirect-uri does not end in /authorization/callback.");
    }

    @Test
    void readWhenUrlIsNoneThatIsCalledThenProblem() {
        String http = "must be https (http only on a loopback host).";
        assertProblem(URI_SETTING + "http://tokens.example.com/authorization/callback", "signin.redirect-uri " + http);
        assertProblem("signin.jwks-uri=http://acme.talkdeskid.com/jwks", "signin.jwks-uri " + http);
        assertProblem(
                URI_SETTING + "https://a:b@tokens.example.com/authorization/callback",
                "signin.redirect-uri must hold neither credentials nor a fragment.");
        assertProblem(
                URI_SETTING + "/authorization/callback", "signin.redirect-uri is not an absolute URL with a host.");
        assertProblem("signin.jwks-uri=a b", "signin.jwks-uri is not a URL.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void readWhenNobodyMayBeOnTheWayThenProblem(int most) {
        assertProblem("signin.most-pending=" + most, "signin.most-pending must be at least 1.");
    }

    private static SignInSettings good(String... more) {
        Settings settings = TestSettings.of(more);
        SignInSettings read = SignInSettings.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return read;
    }

    private static void assertProblem(String setting, String problem) {
        Settings settings = TestSettings.of(setting);
        SignInSettings.read(settings);
        assertThat(TestSettings.problems(settings)).containsExactly(problem);
    }
}
