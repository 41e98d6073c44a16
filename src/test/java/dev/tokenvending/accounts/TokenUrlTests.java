package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.TalkdeskProperties.AccountProperties;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenUrlTests {

    private static final String ACCOUNT = "talkdesk.accounts.acme.";

    @ParameterizedTest
    @CsvSource({
        "us, https://acme.talkdeskid.com/oauth/token",
        "eu, https://acme.talkdeskid.eu/oauth/token",
        "ca, https://acme.talkdeskidca.com/oauth/token",
        "au, https://acme.talkdeskid.au/oauth/token"
    })
    void readWhenNameAndRegionThenTheirUrl(String region, String url) {
        assertUrl(url, "account-name=acme", "region=" + region);
    }

    @Test
    void readWhenRegionIsMissingThenUs() {
        assertUrl("https://acme.talkdeskid.com/oauth/token", "account-name=acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "9", "Acme-2", "xn--bcher-kva", "acme--x"})
    void readWhenNameIsAHostLabelThenTaken(String name) {
        assertUrl("https://" + name + ".talkdeskid.com/oauth/token", "account-name=" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a.b",
                "evil.com/",
                "evil.com#",
                "evil.com?",
                "evil.com:443/",
                "evil.com\\",
                "user@evil",
                "acme.talkdeskid.com",
                "https://acme",
                "-acme",
                "acme-",
                "acme_2",
                "ac me",
                "acme%2e",
                "bücher",
                "acme\u0000",
                "x23456789012345678901234567890123456789012345678901234567890abcd"
            })
    void readWhenNameIsNoHostLabelThenProblem(String name) {
        assertProblem(
                "account-name is no host label: letters, digits and hyphens, without the domain.",
                "account-name=" + name);
    }

    @Test
    void readWhenNameIsMissingThenProblem() {
        assertProblem("account-name is missing.", "region=eu");
    }

    @Test
    void readWhenRegionIsUnknownThenProblemWithTheKnownOnes() {
        Settings settings = settings("account-name=acme", "region=mars");
        assertThat(read(settings)).isEmpty();
        assertThat(TestSettings.problems(settings)).containsExactly(ACCOUNT + "region is not a known region.");
        assertThat(TestSettings.message(settings)).contains("Example: au, ca, eu, us");
    }

    @Test
    void readWhenNameAndRegionAreWrongThenBothAreTold() {
        Settings settings = settings("account-name=a.b", "region=mars");
        assertThat(read(settings)).isEmpty();
        assertThat(TestSettings.problems(settings)).hasSize(2);
    }

    @Test
    void readWhenUrlIsGivenThenItWinsOverNameAndRegion() {
        assertUrl(
                "https://other.example.com/oauth/token",
                "token-uri=https://other.example.com/oauth/token",
                "account-name=not a label",
                "region=mars");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.talkdeskid.com/oauth/token",
                "HTTPS://acme.talkdeskid.com/oauth/token",
                "https://acme.talkdeskid.com:8443/oauth/token?tenant=1",
                "https://192.0.2.1/token",
                "https://[2001:db8::1]/token",
                "https://acme.talkdeskid.com",
                "https://acme.talkdeskid.com:65535/",
                "http://localhost:8081/oauth/token",
                "http://127.0.0.1/oauth/token",
                "http://[::1]:8081/oauth/token"
            })
    void readWhenUrlIsSafeThenExactlyThat(String url) {
        assertUrl(url, "token-uri=" + url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme.talkdeskid.com/oauth/token",
                "http://localhost.evil.com/",
                "http://127.0.0.1.evil.com/",
                "http://127.0.0.11/",
                "http://[::2]/",
                "http://0.0.0.0/",
                "ftp://localhost/token",
                "ws://localhost/token"
            })
    void readWhenUrlIsNotHttpsAndNotLoopbackThenProblem(String url) {
        assertProblem("token-uri must be https (http only on a loopback host).", "token-uri=" + url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/oauth/token",
                "acme.talkdeskid.com/oauth/token",
                "//acme.talkdeskid.com/oauth/token",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "mailto:a@example.com",
                "https:///oauth/token",
                "https://:443/oauth/token",
                "https://acme_corp.talkdeskid.com/oauth/token",
                "https://acme.talkdeskid.com:65536/oauth/token",
                "https://acme.talkdeskid.com:x/oauth/token"
            })
    void readWhenUrlHasNoHostThenProblem(String url) {
        assertProblem("token-uri is not an absolute URL with a host.", "token-uri=" + url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.talkdeskid.com/oauth token",
                "https://acme.talkdeskid.com\\@evil.com/",
                "https://",
                "https://acme.talkdeskid.com/%zz",
                "https://acme.talkdeskid.com/\"",
                "http://[::1/"
            })
    void readWhenTextIsNoUrlThenProblem(String url) {
        assertProblem("token-uri is not a URL.", "token-uri=" + url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:c4nary@acme.talkdeskid.com/oauth/token",
                "https://user@acme.talkdeskid.com/oauth/token",
                "https://@acme.talkdeskid.com/oauth/token",
                "https://acme.talkdeskid.com/oauth/token#",
                "https://acme.talkdeskid.com/oauth/token#c4nary",
                "http://c4nary@localhost/oauth/token"
            })
    void readWhenUrlHoldsCredentialsOrAFragmentThenProblemWithoutThem(String url) {
        assertProblem("token-uri must hold neither credentials nor a fragment.", "token-uri=" + url);
    }

    private static void assertUrl(String url, String... properties) {
        Settings settings = settings(properties);
        assertThat(read(settings)).contains(URI.create(url));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    private static void assertProblem(String problem, String... properties) {
        Settings settings = settings(properties);
        assertThat(read(settings)).isEmpty();
        assertThat(TestSettings.problems(settings)).containsExactly(ACCOUNT + problem);
        assertThat(TestSettings.message(settings)).doesNotContain("c4nary");
    }

    private static Settings settings(String... properties) {
        String[] settings = new String[properties.length];
        for (int i = 0; i < properties.length; i++) {
            settings[i] = ACCOUNT + properties[i];
        }
        return TestSettings.of(settings);
    }

    private static Optional<URI> read(Settings settings) {
        Map<String, AccountProperties> accounts =
                settings.read(TalkdeskProperties.class).accounts();
        AccountProperties account = Objects.requireNonNull(accounts.get("acme"));
        return TokenUrl.read(settings, ACCOUNT, account, Regions.read(settings, Map.of()));
    }
}
