package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.TalkdeskProperties.AccountProperties;
import dev.tokenvending.accounts.TalkdeskProperties.RegionProperties;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TalkdeskPropertiesTests {

    private static final AccountProperties ACCOUNT = new AccountProperties(
            "acme",
            "eu",
            "https://acme.example.com/token",
            "https://acme.example.com/sign-in",
            "client",
            ClientAuthentication.CLIENT_SECRET_BASIC,
            "c4nary-secret",
            "key",
            "c4nary",
            "ES256",
            "https://audience.example.com",
            Duration.ofMinutes(2),
            List.of("a", "b"));

    @Test
    void readWhenEverythingIsSetThenBoundByTheseNames() {
        Settings settings = TestSettings.of(
                "talkdesk.regions.uk.id-domain=talkdeskid.co.uk",
                "talkdesk.accounts.acme-eu.account-name=acme",
                "talkdesk.accounts.acme-eu.region=eu",
                "talkdesk.accounts.acme-eu.token-uri=https://acme.example.com/token",
                "talkdesk.accounts.acme-eu.authorization-uri=https://acme.example.com/sign-in",
                "talkdesk.accounts.acme-eu.client-id=client",
                "talkdesk.accounts.acme-eu.client-authentication=client_secret_basic",
                "talkdesk.accounts.acme-eu.client-secret=c4nary-secret",
                "talkdesk.accounts.acme-eu.key-id=key",
                "talkdesk.accounts.acme-eu.private-key=c4nary",
                "talkdesk.accounts.acme-eu.algorithm=ES256",
                "talkdesk.accounts.acme-eu.audience=https://audience.example.com",
                "talkdesk.accounts.acme-eu.assertion-lifetime=2m",
                "talkdesk.accounts.acme-eu.scope=a,b");
        assertThat(settings.read(TalkdeskProperties.class))
                .isEqualTo(new TalkdeskProperties(
                        Map.of("uk", new RegionProperties("talkdeskid.co.uk")), Map.of("acme-eu", ACCOUNT)));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenNothingIsSetThenNothing() {
        assertThat(TestSettings.of().read(TalkdeskProperties.class))
                .isEqualTo(new TalkdeskProperties(Map.of(), Map.of()));
    }

    @Test
    void readWhenOnlyTheRegionIsSetThenNoOtherDefaults() {
        assertThat(TestSettings.of("talkdesk.accounts.acme.region=eu")
                        .read(TalkdeskProperties.class)
                        .accounts())
                .containsEntry(
                        "acme",
                        new AccountProperties(
                                null,
                                "eu",
                                null,
                                null,
                                null,
                                ClientAuthentication.PRIVATE_KEY_JWT,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void toStringWhenPrintedThenNoPrivateKey() {
        assertThat(new TalkdeskProperties(Map.of(), Map.of("acme", ACCOUNT)).toString())
                .contains("client")
                .doesNotContain("c4nary");
    }
}
