package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class OpsLoginTests {

    private static final String PASSWORD = "q7Vw-Zr2mKx9Tb4s";

    @Test
    void fitsWhenBothAreRightThenTrue() {
        OpsLogin login = good("OPS_USERNAME=operator", "OPS_PASSWORD=" + PASSWORD);
        assertThat(login.fits("operator", PASSWORD)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "operator, q7Vw-Zr2mKx9Tb4",
        "operator, ''",
        "Operator, q7Vw-Zr2mKx9Tb4s",
        "'', q7Vw-Zr2mKx9Tb4s",
        "'', ''"
    })
    void fitsWhenEitherIsWrongThenFalse(String username, String password) {
        OpsLogin login = good("OPS_USERNAME=operator", "OPS_PASSWORD=" + PASSWORD);
        assertThat(login.fits(username, password)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "null, null", "operator, q7Vw-Zr2mKx9Tb4s"})
    void fitsWhenNothingIsSetThenNobody(String username, String password) {
        assertThat(good().fits(username, password)).isFalse();
        assertThat(good("OPS_USERNAME=", "OPS_PASSWORD= ").fits(username, password))
                .isFalse();
    }

    @Test
    void readWhenPasswordIsInAFileThenRead(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        OpsLogin login = good("OPS_USERNAME=operator", "OPS_PASSWORD=file:" + file);
        assertThat(login.fits("operator", PASSWORD)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operator | '' | OPS_PASSWORD is missing beside OPS_USERNAME.",
                "'' | q7Vw-Zr2mKx9Tb4s | OPS_USERNAME is missing beside OPS_PASSWORD.",
                "operator | c4nary | OPS_PASSWORD is shorter than 16 characters.",
                "operator | ChangeMeChangeMe | OPS_PASSWORD is a well-known password.",
                "operator | file:/no/such/file | OPS_PASSWORD names a file that does not exist."
            })
    void readWhenLoginIsIncompleteOrWeakThenItsProblem(String username, String password, String problem) {
        Settings settings = TestSettings.of("OPS_USERNAME=" + username, "OPS_PASSWORD=" + password);
        OpsLogin login = OpsLogin.read(settings);
        assertThat(TestSettings.problems(settings)).containsExactly(problem);
        assertThat(TestSettings.message(settings)).doesNotContain("c4nary", "ChangeMe");
        assertThat(login.fits("", "")).isFalse();
    }

    @Test
    void readWhenSandboxThenAWeakPasswordWillDo() {
        MockEnvironment environment = TestSettings.environment("OPS_USERNAME=operator", "OPS_PASSWORD=ops");
        environment.setActiveProfiles("sandbox");
        Settings settings = new Settings(environment);
        assertThat(OpsLogin.read(settings).fits("operator", "ops")).isTrue();
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    private static OpsLogin good(String... set) {
        Settings settings = TestSettings.of(set);
        OpsLogin login = OpsLogin.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return login;
    }
}
