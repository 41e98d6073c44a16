package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealingKeysReaderTests {

    private static final String CANARY = "c4nary";
    private static final byte[] KEY =
            HexFormat.of().parseHex("fbff00000102030405060708090a0b0c0d0e0f101112131415161718191a1bff");
    private static final String URL = "spring.datasource.url=jdbc:postgresql://db.example.com/vending";
    private static final String KEY_ID = "token-vending.encryption-keys[0].id=2027-01";
    private static final String KEY_TEXT =
            "token-vending.encryption-keys[0].key=" + Base64.getEncoder().encodeToString(KEY);

    @Test
    void readWhenKeyIsInEitherAlphabetThenTheSameKey() {
        String padded = Base64.getEncoder().encodeToString(KEY);
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(KEY);
        assertThat(Stream.of(padded, padded.replace("=", ""), url, url + "=", " " + url + " "))
                .allSatisfy(text -> {
                    Settings settings = TestSettings.of(URL, KEY_ID, "token-vending.encryption-keys[0].key=" + text);
                    StoreSettings read = StoreSettings.read(settings, true);
                    assertThat(TestSettings.problems(settings)).isEmpty();
                    assertThat(read.keys()).containsExactly(SealingKey.of("2027-01", KEY));
                });
    }

    @Test
    void readWhenKeyIsInAFileThenRead(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("key");
        Files.writeString(file, Base64.getEncoder().encodeToString(KEY) + "\n");
        Settings settings = TestSettings.of(URL, KEY_ID, "token-vending.encryption-keys[0].key=file:" + file);
        StoreSettings read = StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings)).isEmpty();
        assertThat(read.keys()).containsExactly(SealingKey.of("2027-01", KEY));
    }

    @Test
    void readWhenThereAreSeveralKeysThenInTheirOrder() {
        Settings settings = TestSettings.of(
                URL,
                KEY_ID,
                KEY_TEXT,
                "token-vending.encryption-keys[1].id=" + "a".repeat(64),
                "token-vending.encryption-keys[1].key=" + "AQ" + "A".repeat(41));
        assertThat(StoreSettings.read(settings, true).keys())
                .extracting(SealingKey::id)
                .containsExactly("2027-01", "a".repeat(64));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -           | is missing: a sealed secret names its key by it.
        ' '         | is missing: a sealed secret names its key by it.
        2027 01     | is no id: 1 to 64 letters, digits, dots, hyphens, underscores.
        ключ        | is no id: 1 to 64 letters, digits, dots, hyphens, underscores.
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | is no id: 1 to 64 letters, digits, dots, hyphens, underscores.
        2027-01     | is there twice.
        """)
    void readWhenIdIsWrongThenAProblem(String id, String problem) {
        String second = "token-vending.encryption-keys[1].";
        Settings settings = id == null
                ? TestSettings.of(URL, KEY_ID, KEY_TEXT, second + "key=AQ" + "A".repeat(41))
                : TestSettings.of(URL, KEY_ID, KEY_TEXT, second + "id=" + id, second + "key=AQ" + "A".repeat(41));
        StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings)).containsExactly(second + "id " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ' '                                              | is missing.
        c4nary                                           | is not 32 bytes in Base64.
        AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHw       | is not 32 bytes in Base64.
        AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAh     | is not 32 bytes in Base64.
        AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHy!=     | is not 32 bytes in Base64.
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=     | is made up: all its bytes are the same.
        YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=     | is made up: all its bytes are the same.
        file:/no/such/file                               | names a file that does not exist.
        """)
    void readWhenKeyIsWrongThenAProblemWithoutIt(String key, String problem) {
        Settings settings = TestSettings.of(URL, KEY_ID, "token-vending.encryption-keys[0].key=" + key);
        StoreSettings.read(settings, true);
        assertThat(TestSettings.problems(settings)).containsExactly("token-vending.encryption-keys[0].key " + problem);
        assertThat(TestSettings.message(settings)).doesNotContain("AQID", "YWFh", CANARY);
    }
}
