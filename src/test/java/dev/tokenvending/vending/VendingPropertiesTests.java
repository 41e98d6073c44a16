package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Platform;
import dev.tokenvending.core.ResponseFormat;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.vending.VendingProperties.AppProperties;
import dev.tokenvending.vending.VendingProperties.AppProperties.GrantType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendingPropertiesTests {

    private static final String APP = "token-vending.apps.example-app-ios.";

    @Test
    void readWhenEverythingIsSetThenBoundByTheseNames() {
        Settings settings = TestSettings.of(
                "token-vending.deadline=7s",
                "token-vending.default-app=example-app-ios",
                APP + "account=acme",
                APP + "platform=ios",
                APP + "bundle-id=com.example.app",
                APP + "scope=a,b",
                APP + "callers=basic,api-key:ios-app",
                APP + "response-format=text",
                APP + "grant-type=authorization_code",
                APP + "return-to=https://app.example.com/back",
                APP + "reuse=shared",
                APP + "min-ttl=90s");
        AppProperties app = new AppProperties(
                "acme",
                null,
                null,
                null,
                null,
                Platform.IOS,
                "com.example.app",
                List.of("a", "b"),
                List.of("basic", "api-key:ios-app"),
                ResponseFormat.TEXT,
                List.of(),
                null,
                GrantType.AUTHORIZATION_CODE,
                "https://app.example.com/back",
                Reuse.SHARED,
                Duration.ofSeconds(90));
        assertThat(settings.read(VendingProperties.class))
                .isEqualTo(new VendingProperties(
                        Duration.ofSeconds(7), "example-app-ios", Map.of("example-app-ios", app)));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenNothingIsSetThenDefaults() {
        assertThat(TestSettings.of().read(VendingProperties.class))
                .isEqualTo(new VendingProperties(Duration.ofSeconds(20), null, Map.of()));
    }

    @Test
    void readWhenAppHasNoSettingsThenDefaultsForAll() {
        Settings settings = TestSettings.of("token-vending.apps.bare=");
        assertThat(settings.read(VendingProperties.class).apps().get("bare"))
                .isEqualTo(new AppProperties(
                        null,
                        null,
                        null,
                        null,
                        null,
                        Platform.OTHER,
                        null,
                        null,
                        null,
                        ResponseFormat.JSON,
                        List.of(),
                        null,
                        GrantType.CLIENT_CREDENTIALS,
                        null,
                        Reuse.PER_USER,
                        Duration.ofMinutes(2)));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenAppHasOneSettingThenDefaultsForTheOthers() {
        assertThat(TestSettings.of(APP + "bundle-id=com.example.app")
                        .read(VendingProperties.class)
                        .apps())
                .containsEntry(
                        "example-app-ios",
                        new AppProperties(
                                null,
                                null,
                                null,
                                null,
                                null,
                                Platform.OTHER,
                                "com.example.app",
                                null,
                                null,
                                ResponseFormat.JSON,
                                List.of(),
                                null,
                                GrantType.CLIENT_CREDENTIALS,
                                null,
                                Reuse.PER_USER,
                                Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "platform | windows | ios, android, web, other",
                "response-format | xml | json, text",
                "grant-type | password | client-credentials, authorization-code",
                "reuse | always | per-user, shared, never"
            })
    void readWhenValueIsNoneOfItsKindThenProblemWithThose(String name, String value, String values) {
        Settings settings = TestSettings.of(APP + name + "=" + value);
        settings.read(VendingProperties.class);
        assertThat(TestSettings.problems(settings)).containsExactly(APP + name + " is none of its values.");
        assertThat(TestSettings.message(settings)).contains("Example: " + values);
    }

    @ParameterizedTest
    @CsvSource({"ios, IOS", "Android, ANDROID", "WEB, WEB", "other, OTHER"})
    void readWhenPlatformIsWrittenInAnyCaseThenBound(String written, Platform platform) {
        VendingProperties properties =
                TestSettings.of(APP + "platform=" + written).read(VendingProperties.class);
        assertThat(properties.apps().values())
                .extracting(AppProperties::platform)
                .containsExactly(platform);
    }
}
