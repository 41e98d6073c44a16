package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.store.EncryptionProperties.KeyProperties;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class StoreSettingsTests {

    private static final String CANARY = "c4nary";
    private static final byte[] KEY =
            HexFormat.of().parseHex("fbff00000102030405060708090a0b0c0d0e0f101112131415161718191a1bff");
    private static final String KEY_ID = "token-vending.encryption-keys[0].id=2027-01";
    private static final String KEY_TEXT =
            "token-vending.encryption-keys[0].key=" + Base64.getEncoder().encodeToString(KEY);

    @Test
    void readWhenNotNeededThenNothingIsMissing() {
        Settings settings = TestSettings.of();
        StoreSettings read = StoreSettings.read(settings, false);
        assertThat(TestSettings.problems(settings)).isEmpty();
        assertThat(read.keys()).isEmpty();
        assertThatNullPointerException().isThrownBy(read::database);
    }

    @Test
    void readWhenNotNeededThenKeysAreCheckedAllTheSame() {
        Settings settings = TestSettings.of(KEY_ID, "token-vending.encryption-keys[0].key=" + CANARY);
        StoreSettings.read(settings, false);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.encryption-keys[0].key is not 32 bytes in Base64.");
    }

    @Test
    void readWhenNeededAndNothingIsSetThenBothAreToldWithTheWayOut() {
        Settings settings = TestSettings.of();
        StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings))
                .containsExactly(
                        "spring.datasource.url is missing, and so is DATABASE_URL: AppConnect and the sign-in of"
                                + " users need a database.",
                        "token-vending.encryption-keys is missing: secrets are sealed before they are put into the"
                                + " database.");
        assertThat(TestSettings.message(settings)).contains("jdbc:postgresql://", "openssl rand -base64 32");
    }

    @Test
    void readWhenNeededInTheSandboxThenInMemoryWithAKeyEachTimeAnother() {
        StoreSettings one = sandbox();
        StoreSettings other = sandbox();
        assertThat(one.database().url())
                .matches("jdbc:h2:mem:[\\w-]{36};DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE")
                .isNotEqualTo(other.database().url());
        assertThat(one.keys()).hasSize(1).doesNotContainAnyElementsOf(other.keys());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        jdbc:postgresql://db/vending                   | jdbc:postgresql://db/vending
        jdbc:postgresql://10.0.0.1:5433/vending        | jdbc:postgresql://10.0.0.1:5433/vending
        jdbc:postgresql://[::1]:65535/vending          | jdbc:postgresql://[::1]:65535/vending
        jdbc:postgresql://a:1,b_c:2/vending?x=y@z      | jdbc:postgresql://a:1,b_c:2/vending?x=y@z
        jdbc:postgresql:vending                        | jdbc:postgresql:vending
        jdbc:postgresql:///vending                     | jdbc:postgresql:///vending
        jdbc:postgresql:/                              | jdbc:postgresql:/
        jdbc:h2:file:/data/db                          | jdbc:h2:file:/data/db;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE
        jdbc:h2:file:./db;CIPHER=AES                   | jdbc:h2:file:./db;CIPHER=AES;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE
        jdbc:h2:file:~/db;mode=postgresql              | jdbc:h2:file:~/db;mode=postgresql;DATABASE_TO_LOWER=TRUE
        jdbc:h2:file:C:/db;Database_To_Lower=true      | jdbc:h2:file:C:/db;Database_To_Lower=true;MODE=PostgreSQL
        """)
    void readWhenUrlServesThenItIsTaken(String url, String taken) {
        Settings settings = TestSettings.of(
                "spring.datasource.url=" + url,
                "spring.datasource.username=me",
                "spring.datasource.password=" + CANARY,
                "DATABASE_URL=postgres://other/other",
                KEY_ID,
                KEY_TEXT);
        StoreSettings read = StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings)).isEmpty();
        assertThat(read.database()).isEqualTo(new Database(taken, "me", CANARY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        jdbc:mysql://c4nary/vending               | is of no database that serves
        c4nary                                    | is of no database that serves
        postgres://c4nary@db/vending              | is of no database that serves
        jdbc:h2:tcp://c4nary/db                   | is of no database that serves
        jdbc:h2:/c4nary                           | is of no database that serves
        jdbc:h2:mem:c4nary                        | would lose everything with the process
        jdbc:h2:file:c4nary                       | is not of the form jdbc:h2:file:
        jdbc:h2:file:                             | is not of the form jdbc:h2:file:
        jdbc:h2:file:/db;c4nary                   | is not of the form jdbc:h2:file:
        jdbc:postgresql://c4nary                  | is not of the form jdbc:postgresql:
        jdbc:postgresql://db:c4nary/vending       | is not of the form jdbc:postgresql:
        jdbc:postgresql://db:65536/c4nary         | is not of the form jdbc:postgresql:
        jdbc:postgresql://db:0/c4nary             | is not of the form jdbc:postgresql:
        jdbc:postgresql://db/c4nary?a=%zz         | is not of the form jdbc:postgresql:
        jdbc:postgresql://me:c4nary@db/vending    | holds a user
        jdbc:postgresql://me:c4nary@db:5432/v?a=b | holds a user
        """)
    void readWhenUrlDoesNotServeThenAProblemWithoutIt(String url, String problem) {
        Settings settings = TestSettings.of("spring.datasource.url=" + url, KEY_ID, KEY_TEXT);
        StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings))
                .singleElement()
                .asString()
                .startsWith("spring.datasource.url " + problem);
        assertThat(TestSettings.message(settings))
                .contains("jdbc:postgresql://")
                .doesNotContain(CANARY);
    }

    /** What was sealed by a key that is gone would be lost with the next start. */
    @Test
    void readWhenDatabaseLastsInTheSandboxThenItNeedsAKeyThatLasts() {
        Settings settings = sandboxSettings("spring.datasource.url=jdbc:h2:file:/tmp/db");
        StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.encryption-keys is missing: secrets are sealed before they are put into"
                        + " the database.");
    }

    @Test
    void readWhenInMemoryInTheSandboxThenOnlyWithAName() {
        assertThat(sandbox("spring.datasource.url=jdbc:h2:mem:db").database().url())
                .startsWith("jdbc:h2:mem:db;");
        Settings settings = sandboxSettings("spring.datasource.url=jdbc:h2:mem:");
        StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings))
                .containsExactly("spring.datasource.url is not of the form jdbc:h2:mem:name.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        postgres://me:pw@db:5433/vending               | jdbc:postgresql://db:5433/vending | me | pw
        postgresql://me:pw@db/vending                  | jdbc:postgresql://db:5432/vending | me | pw
        postgres://me:pw@db/vending?sslmode=require    | jdbc:postgresql://db:5432/vending?sslmode=require | me | pw
        postgres://m%40e:p%3A%2F+w@my_db/v%20x         | jdbc:postgresql://my_db:5432/v%20x | m@e | p:/+w
        postgres://me@[::1]:1/vending                  | jdbc:postgresql://[::1]:1/vending | me | -
        postgres://db/vending                          | jdbc:postgresql://db:5432/vending | - | -
        """)
    void readWhenVariableIsSetThenItIsTaken(String variable, String url, String username, String password) {
        Settings settings = TestSettings.of("DATABASE_URL=" + variable, KEY_ID, KEY_TEXT);
        StoreSettings read = StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings)).isEmpty();
        assertThat(read.database()).isEqualTo(new Database(url, username, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c4nary",
                "mysql://me:c4nary@db/vending",
                "jdbc:postgresql://db/c4nary",
                "postgres://me:c4nary@db",
                "postgres://me:c4nary@db/",
                "postgres://me:c4nary@/vending",
                "postgres://me:c4n@ry@db/vending",
                "postgres://me:c4n/ry@db/vending",
                "postgres://me:c4n#ry@db/vending",
                "postgres://me:c4nary%zz@db/vending",
                "postgres://me:c4nary@db:99999/vending",
                "postgres://me:c4nary@db:/vending"
            })
    void readWhenVariableIsNoUrlThenAProblemWithoutIt(String variable) {
        Settings settings = TestSettings.of("DATABASE_URL=" + variable, KEY_ID, KEY_TEXT);
        StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings))
                .containsExactly("DATABASE_URL is not of the form postgres://user:password@host:port/database.");
        assertThat(TestSettings.message(settings)).doesNotContain(CANARY, "c4n");
    }

    @Test
    void readWhenUserIsSetBesideTheVariableThenItWins() {
        StoreSettings read = StoreSettings.read(
                TestSettings.of(
                        "DATABASE_URL=postgres://me:pw@db/vending",
                        "spring.datasource.username=you",
                        "spring.datasource.password= ",
                        KEY_ID,
                        KEY_TEXT),
                true);
        assertThat(read.database()).isEqualTo(new Database("jdbc:postgresql://db:5432/vending", "you", "pw"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        appconnect.app-ids=app-1        | true
        appconnect.app-ids=app-1,app-2  | true
        appconnect.app-ids[0]=app-1     | true
        appconnect.app-ids=             | false
        appconnect.app-ids=' , '        | false
        signin.redirect-uri=https://t.example.com/authorization/callback | true
        signin.redirect-uri=            | false
        signin.redirect-uri=' '         | false
        other=app-1                     | false
        """)
    void isNeededWhenAppsOrSignInAreSetThenNeeded(String setting, boolean needed) {
        Settings settings = TestSettings.of(setting.replace("'", ""));
        assertThat(StoreSettings.isNeeded(settings)).isEqualTo(needed);
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void toStringWhenPrintedThenNoSecret() {
        String key = Base64.getEncoder().encodeToString(KEY);
        StoreSettings read = StoreSettings.read(
                TestSettings.of("DATABASE_URL=postgres://me:" + CANARY + "@db/vending", KEY_ID, KEY_TEXT), true);
        assertThat(List.of(
                        read,
                        read.database(),
                        read.keys(),
                        new DatabaseProperties(CANARY, "me", CANARY),
                        new KeyProperties("2027-01", CANARY),
                        new EncryptionProperties(List.of(new KeyProperties("2027-01", CANARY)))))
                .allSatisfy(thing -> assertThat(thing.toString())
                        .isNotEmpty()
                        .doesNotContain(CANARY)
                        .doesNotContain(key));
    }

    private static StoreSettings sandbox(String... settings) {
        Settings sandbox = sandboxSettings(settings);
        StoreSettings read = StoreSettings.read(sandbox, true);
        assertThat(TestSettings.problems(sandbox)).isEmpty();
        return read;
    }

    private static Settings sandboxSettings(String... settings) {
        MockEnvironment environment = TestSettings.environment(settings);
        environment.setActiveProfiles("sandbox");
        return new Settings(environment);
    }
}
