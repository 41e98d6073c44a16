package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTests {

    @ParameterizedTest
    @CsvSource({"us, talkdeskid.com", "eu, talkdeskid.eu", "ca, talkdeskidca.com", "au, talkdeskid.au"})
    void idDomainWhenRegionIsBuiltInThenItsDomain(String region, String domain) {
        assertThat(read(TestSettings.of()).idDomain(region)).contains(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uk", "usa", "", " us"})
    void idDomainWhenRegionIsUnknownThenEmpty(String region) {
        assertThat(read(TestSettings.of()).idDomain(region)).isEmpty();
    }

    @Test
    void idDomainWhenCaseDiffersThenTheSameRegion() {
        Regions regions = read(TestSettings.of("talkdesk.regions.UK.id-domain=talkdeskid.co.uk"));
        assertThat(regions.idDomain("EU")).contains("talkdeskid.eu");
        assertThat(regions.idDomain("uk")).contains("talkdeskid.co.uk");
    }

    @Test
    void idDomainWhenRegionIsAddedOrOverriddenThenAsConfigured() {
        Settings settings = TestSettings.of(
                "talkdesk.regions.uk.id-domain=talkdeskid.co.uk", "talkdesk.regions.ca.id-domain=talkdeskid.ca");
        Regions regions = read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        assertThat(regions.idDomain("uk")).contains("talkdeskid.co.uk");
        assertThat(regions.idDomain("ca")).contains("talkdeskid.ca");
        assertThat(regions.idDomain("us")).contains("talkdeskid.com");
        assertThat(regions.names()).containsExactly("au", "ca", "eu", "uk", "us");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "talkdesk",
                "https://talkdeskid.com",
                "talkdeskid.com/",
                "talkdeskid.com:443",
                "talkdeskid..com",
                ".talkdeskid.com",
                "talkdeskid.com.",
                "-talkdeskid.com",
                "talkdeskid-.com",
                "talk deskid.com",
                "evil.com/a.talkdeskid.com",
                "evil.com#.talkdeskid.com",
                "user@talkdeskid.com",
                "127.0.0.1",
                "tälkdesk.com"
            })
    void readWhenDomainIsNoneThenProblem(String domain) {
        Settings settings = TestSettings.of("talkdesk.regions.uk.id-domain=" + domain);
        assertThat(read(settings).idDomain("uk")).isEmpty();
        assertThat(TestSettings.problems(settings)).containsExactly("talkdesk.regions.uk.id-domain is no domain name.");
    }

    private static Regions read(Settings settings) {
        return Regions.read(settings, settings.read(TalkdeskProperties.class).regions());
    }
}
