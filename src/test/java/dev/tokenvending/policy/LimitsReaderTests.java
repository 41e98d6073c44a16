package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsReaderTests {

    private static final String LIMITS = "token-vending.policies.fair-use.limits";

    @ParameterizedTest
    @CsvSource({"1, 1s, caller", "1000000, 30d, app", "30, 10m, ADDRESS", "30, 90, caller"})
    void readWhenInBoundsThenTaken(String requests, String per, String key) {
        String unit = per.chars().allMatch(Character::isDigit) ? per + "000" : per;
        assertThat(problems("[0].requests=" + requests, "[0].per=" + unit, "[0].key=" + key))
                .isEmpty();
    }

    @Test
    void readWhenKeyIsLeftOutThenByCaller() {
        assertThat(problems("[0].requests=30", "[0].per=10m", "[1].requests=30", "[1].per=10m", "[1].key=caller"))
                .containsExactly(LIMITS + "[1] has the key and the length of another one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000001", "2147483647"})
    void readWhenRequestsAreOutOfBoundsThenProblem(String requests) {
        assertThat(problems("[0].requests=" + requests, "[0].per=10m"))
                .containsExactly(LIMITS + "[0].requests must lie between 1 and 1000000.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-10m", "999ms", "1500ms", "31d", "1001ns", "PT2H0.5S"})
    void readWhenLengthIsOutOfBoundsThenProblem(String per) {
        assertThat(problems("[0].requests=30", "[0].per=" + per))
                .containsExactly(LIMITS + "[0].per must be whole seconds, from 1 second to 30 days.");
    }

    @Test
    void readWhenValuesDoNotFitThenEachIsToldOnce() {
        assertThat(problems("[0].requests=many", "[0].per=soon", "[0].key=name"))
                .containsExactlyInAnyOrder(
                        LIMITS + "[0].requests is not a number.",
                        LIMITS + "[0].per is not a duration.",
                        LIMITS + "[0].key is none of its values.");
    }

    @Test
    void readWhenValuesAreMissingThenProblems() {
        assertThat(problems("[0].key=app"))
                .containsExactly(LIMITS + "[0].requests is missing.", LIMITS + "[0].per is missing.");
    }

    @Test
    void readWhenEmptyThenProblem() {
        assertThat(problems("=")).containsExactly(LIMITS + " is empty.");
    }

    @Test
    void readWhenThereAreManyThenProblem() {
        String[] eleven = IntStream.range(0, 11)
                .boxed()
                .flatMap(i -> Stream.of("[" + i + "].requests=30", "[" + i + "].per=" + (i + 1) + "s"))
                .toArray(String[]::new);
        assertThat(problems(eleven)).containsExactly(LIMITS + " has more than 10 entries.");
    }

    /** A limit that is wrong is no policy, and an app that lists it must not be told that it does not exist. */
    @Test
    void readWhenALimitIsWrongThenThereIsNoSuchPolicy() {
        Settings settings = TestSettings.of(LIMITS + "[0].requests=0", LIMITS + "[0].per=10m");
        assertThat(PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime))
                        .names())
                .isEmpty();
    }

    private static List<String> problems(String... limits) {
        Settings settings =
                TestSettings.of(Stream.of(limits).map(limit -> LIMITS + limit).toArray(String[]::new));
        PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime));
        return TestSettings.problems(settings);
    }
}
