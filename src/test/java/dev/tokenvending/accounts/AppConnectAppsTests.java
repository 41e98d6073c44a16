package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppConnectAppsTests {

    @Test
    void readWhenNothingIsSetThenOffAndTalkdesksDomains() {
        AppConnectApps apps = read();
        assertThat(apps.isOn()).isFalse();
        assertThat(apps.scope()).hasToString("visual-sessions:execute");
        assertThat(apps.domains()).contains("talkdeskapp.com", "talkdeskid.com", "talkdeskapp.eu");
    }

    @Test
    void readWhenEverythingIsSetThenAsSet() {
        AppConnectApps apps = read(
                "appconnect.app-ids=app-1,app-2",
                "appconnect.scope=a b",
                "appconnect.allowed-domains=Example.com,127.0.0.1");
        assertThat(apps.ids()).containsExactly("app-1", "app-2");
        assertThat(apps.scope()).hasToString("a b");
        assertThat(apps.domains()).containsExactly("example.com", "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*.talkdeskapp.com", "talkdeskapp.com,https://x.com", ".com", "talkdeskapp.com."})
    void readWhenDomainIsNoneThenProblem(String domains) {
        Settings settings = TestSettings.of("appconnect.allowed-domains=" + domains);
        AppConnectApps.read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("appconnect.allowed-domains holds something that is no domain name.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://talkdeskapp.com",
                "https://api.talkdeskapp.com/x?y=z",
                "https://API.TalkdeskApp.com",
                "HTTPS://a.b.talkdeskid.eu:8443/oauth/token"
            })
    void allowWhenLinkIsOfTalkdeskThenTrue(String link) {
        assertThat(read().allow(URI.create(link))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://eviltalkdeskapp.com",
                "https://talkdeskapp.com.example.com",
                "https://talkdeskapp.com.",
                "https://example.com/talkdeskapp.com",
                "https://example.com?.talkdeskapp.com",
                "https://example.com#.talkdeskapp.com",
                "https://talkdeskapp.com@example.com",
                "https://api.talkdeskapp.com@127.0.0.1/",
                "http://api.talkdeskapp.com",
                "http://127.0.0.1:8080",
                "http://localhost",
                "http://[::1]/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::ffff:169.254.169.254]/",
                "https://2130706433/",
                "ftp://api.talkdeskapp.com",
                "file:///etc/passwd",
                "//api.talkdeskapp.com",
                "/oauth/token",
                "https:api.talkdeskapp.com",
                "https://api_x.talkdeskapp.com",
                "https://api.talkdeskapp.com:99999",
                "",
                "mailto:a@talkdeskapp.com"
            })
    void allowWhenLinkLeadsElsewhereThenFalse(String link) {
        assertThat(read().allow(URI.create(link))).isFalse();
    }

    private static AppConnectApps read(String... set) {
        Settings settings = TestSettings.of(set);
        AppConnectApps read = AppConnectApps.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return read;
    }
}
