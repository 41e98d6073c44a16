package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTests {

    private static final String PREFIX = "token-vending.callers.api-keys";
    private static final String KEY = "c4nary-3f9d1b7a52e860c4d9e1f2a3b4c5d6e7";
    private static final String NEXT = "c4nary-9a8b7c6d5e4f30211203f4e5d6c7b8a9";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static String[] key(int index, String name, String key) {
        String prefix = PREFIX + "[" + index + "].";
        return new String[] {
            prefix + "name=" + name, prefix + "sha256=" + Fingerprint.of(key).hex()
        };
    }

    private static List<String> problems(String... settings) {
        Settings read = TestSettings.of(settings);
        CallersReader.read(read, TestCallers.keys(new TestTicker()));
        return TestSettings.problems(read);
    }

    @Test
    void authenticateWhenKeyIsKnownThenItsCaller() {
        TestCallers callers = TestCallers.of(key(0, "ios-app", KEY));
        assertThat(callers.apiKey(KEY, NOW)).isEqualTo(Caller.apiKey("ios-app"));
        assertThat(callers.callers().names()).containsExactly("api-key:ios-app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", KEY + " ", " " + KEY, "c4nary", "ios-app"})
    void authenticateWhenKeyIsUnknownThenNot(String key) {
        TestCallers callers = TestCallers.of(key(0, "ios-app", KEY));
        assertThat(callers.refusalOf(new Credential.ApiKey(key))).isEqualTo("unknown_key");
        assertThat(callers.refusalOf(new Credential.ApiKey(Fingerprint.of(KEY).hex())))
                .as("the hash is no key")
                .isEqualTo("unknown_key");
    }

    @Test
    void authenticateWhenKeyIsTooOldThenNot() {
        TestCallers callers = TestCallers.of(TestCallers.settings(
                key(0, "ios-app", KEY), new String[] {PREFIX + "[0].not-after=2026-11-22T13:00:00+01:00"}));
        assertThat(callers.apiKey(KEY, NOW.minusNanos(1)).id()).isEqualTo("ios-app");
        assertThat(callers.refusalOf(new Credential.ApiKey(KEY), NOW)).isEqualTo("expired_key");
    }

    /** No request fails while the phones change from the old key to the new one. */
    @Test
    void authenticateWhenKeyIsReplacedThenBothAreOneCaller() {
        TestCallers callers = TestCallers.of(TestCallers.settings(
                key(0, "ios-app", KEY),
                new String[] {PREFIX + "[0].not-after=2027-01-01T00:00:00Z"},
                key(1, "ios-app", NEXT)));
        assertThat(callers.apiKey(KEY, NOW)).isEqualTo(callers.apiKey(NEXT, NOW));
        assertThat(callers.callers().names()).containsExactly("api-key:ios-app");
        Instant later = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(callers.refusalOf(new Credential.ApiKey(KEY), later)).isEqualTo("expired_key");
        assertThat(callers.apiKey(NEXT, later).id()).isEqualTo("ios-app");
    }

    @Test
    void authenticateWhenHashIsInCapitalsThenTheSame() {
        String capitals = Fingerprint.of(KEY).hex().toUpperCase(Locale.ROOT);
        TestCallers callers = TestCallers.of(PREFIX + "[0].name=ios-app", PREFIX + "[0].sha256=" + capitals);
        assertThat(callers.apiKey(KEY, NOW).id()).isEqualTo("ios-app");
    }

    @Test
    void readWhenOneKeyIsThereTwiceThenProblem() {
        assertThat(problems(TestCallers.settings(key(0, "ios-app", KEY), key(1, "android-app", KEY))))
                .containsExactly(PREFIX + "[1].sha256 is there twice: one key cannot be two.");
    }

    @Test
    void readWhenSettingsAreMissingThenProblems() {
        assertThat(problems(PREFIX + "[0].not-after=tomorrow"))
                .containsExactlyInAnyOrder(
                        PREFIX + "[0].name is missing.",
                        PREFIX + "[0].sha256 is missing.",
                        PREFIX + "[0].not-after is no moment with a zone.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-01-01", "2027-01-01T00:00:00", "1798761600", "2027-13-01T00:00:00Z", ""})
    void readWhenMomentHasNoZoneThenProblem(String moment) {
        assertThat(problems(TestCallers.settings(
                        key(0, "ios-app", KEY), new String[] {PREFIX + "[0].not-after=" + moment})))
                .containsExactly(PREFIX + "[0].not-after is no moment with a zone.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c4nary-3f9d1b7a52e860c4d9e1f2a3b4c5d6e7", "abc", "", "sha256:00"})
    void readWhenHashIsNoneThenProblemWithoutIt(String hash) {
        Settings settings = TestSettings.of(PREFIX + "[0].name=ios-app", PREFIX + "[0].sha256=" + hash);
        CallersReader.read(settings, TestCallers.keys(new TestTicker()));
        assertThat(TestSettings.message(settings))
                .contains("[0].sha256 is no SHA-256: 64 hexadecimal digits.")
                .doesNotContain("c4nary");
    }

    /** The empty key, "password", and what nobody has computed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "abababababababababababababababababababababababababababababababab"
            })
    void readWhenKeyIsWellKnownThenProblemOutsideTheSandbox(String hash) {
        String[] settings = {PREFIX + "[0].name=ios-app", PREFIX + "[0].sha256=" + hash};
        assertThat(problems(settings))
                .containsExactly(PREFIX + "[0].sha256 is the hash of a well-known password, or made up.");
        var environment = TestSettings.environment(settings);
        environment.setActiveProfiles("sandbox");
        Settings sandbox = new Settings(environment);
        CallersReader.read(sandbox, TestCallers.keys(new TestTicker()));
        assertThat(TestSettings.problems(sandbox)).isEmpty();
    }

    @Test
    void readWhenKeyIsAWellKnownLongPasswordThenProblem() {
        assertThat(problems(key(0, "ios-app", "changemechangeme")))
                .containsExactly(PREFIX + "[0].sha256 is the hash of a well-known password, or made up.");
    }
}
