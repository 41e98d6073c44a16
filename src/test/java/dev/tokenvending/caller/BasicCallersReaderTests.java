package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class BasicCallersReaderTests {

    private static final String PREFIX = "token-vending.callers.basic[0].";

    private final MockEnvironment environment = TestSettings.environment(
            "DEFAULT_USERNAME=app-user",
            "DEFAULT_PASSWORD=sandbox",
            PREFIX + "username=app-user",
            PREFIX + "password=q7Vw-Zr2mKx9Tb4s");

    @Test
    void readWhenTheSandboxsCallerIsListedThenTheListedOneCounts() {
        environment.setActiveProfiles("sandbox");
        Settings settings = new Settings(environment);
        BasicCallers callers = read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        assertThat(callers.authenticate(new Credential.Basic("app-user", "q7Vw-Zr2mKx9Tb4s"))
                        .id())
                .isEqualTo("app-user");
    }

    @Test
    void readWhenTwoCallersHaveOneNameThenProblem() {
        Settings settings = new Settings(environment);
        read(settings);
        assertThat(TestSettings.problems(settings))
                .contains("token-vending.callers.basic.username (DEFAULT_USERNAME) is the name of two callers.");
    }

    private static BasicCallers read(Settings settings) {
        List<CallersProperties.BasicProperties> listed =
                settings.read(CallersProperties.class).basic();
        return BasicCallersReader.read(settings, listed);
    }
}
