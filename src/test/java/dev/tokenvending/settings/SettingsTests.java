package dev.tokenvending.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

class SettingsTests {

    private static final String CANARY = "c4nary-s3cret";

    @Test
    void readWhenValuesFitThenBound() {
        Settings settings = TestSettings.of(
                "talkdesk.delay=3s",
                "talkdesk.colour=green",
                "talkdesk.count=7",
                "talkdesk.names=a,b",
                "talkdesk.parts.one.name=first");
        assertThat(settings.read(Sample.class))
                .isEqualTo(new Sample(
                        Duration.ofSeconds(3), Colour.GREEN, 7, List.of("a", "b"), Map.of("one", new Part("first"))));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenNothingIsSetThenDefaults() {
        assertThat(TestSettings.of().read(Sample.class))
                .isEqualTo(new Sample(Duration.ofSeconds(20), null, null, List.of(), Map.of()));
    }

    @Test
    void readWhenRecordHasNoPrefixThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestSettings.of().read(Part.class))
                .withMessageContaining("@ConfigurationProperties");
    }

    @ParameterizedTest
    @CsvSource({
        "talkdesk.delay, is not a duration.",
        "talkdesk.colour, is none of its values.",
        "talkdesk.count, is not a number.",
        "talkdesk.parts, does not have the expected form.",
        "talkdesk.parts.one, does not have the expected form.",
        "talkdesk.unknown, is no setting of this version."
    })
    void readWhenValueDoesNotFitThenProblemWithoutTheValue(String name, String what) {
        Settings settings = TestSettings.of(name + "=" + CANARY);
        settings.read(Sample.class);
        assertThat(TestSettings.problems(settings)).containsExactly(name + " " + what);
        assertThat(printed(settings)).contains(name).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-parts", "twoParts", "two_parts"})
    void readWhenNamesAreReadAsOneThenProblem(String name) {
        Settings settings = TestSettings.of("talkdesk.parts.twoparts.name=a", "talkdesk.parts." + name + ".name=b");
        settings.read(Sample.class);
        assertThat(TestSettings.problems(settings))
                .singleElement()
                .asString()
                .endsWith(" is read as the same name as another, but for hyphens or upper case.");
    }

    @Test
    void readWhenListsHaveGapsOrPlaceholdersLeadNowhereThenProblemWithoutTheValue() {
        Settings settings = TestSettings.of("talkdesk.names[3]=" + CANARY, "talkdesk.delay=${" + CANARY + "}");
        settings.read(Sample.class);
        assertThat(TestSettings.problems(settings))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).startsWith("talkdesk.names"))
                .anySatisfy(problem -> assertThat(problem).startsWith("talkdesk.delay"));
        assertThat(printed(settings)).doesNotContain(CANARY);
    }

    @Test
    void readWhenOneValueDoesNotFitThenTheOthersAreStillLookedAt() {
        Settings settings = TestSettings.of(
                "talkdesk.delay=x", "talkdesk.colour=x", "talkdesk.count=x", "talkdesk.parts.one.name=a");
        assertThat(settings.read(Sample.class).parts()).containsEntry("one", new Part("a"));
        assertThat(TestSettings.problems(settings)).hasSize(3);
    }

    @Test
    void readWhenEnumDoesNotFitThenItsValuesAreTheExample() {
        Settings settings = TestSettings.of("talkdesk.colour=x");
        settings.read(Sample.class);
        assertThat(TestSettings.message(settings)).contains("Example: red, green");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void variableWhenBlankThenNotSet(String value) {
        assertThat(TestSettings.of("TD_REGION=" + value).variable("TD_REGION")).isNull();
        assertThat(TestSettings.of().variable("TD_REGION")).isNull();
    }

    @Test
    void variableWhenSetThenWithoutSpaceAroundIt() {
        assertThat(TestSettings.of("TD_REGION= eu\n").variable("TD_REGION")).isEqualTo("eu");
    }

    @Test
    void textOrFileWhenTextThenAsItIs() {
        assertThat(TestSettings.of().textOrFile("talkdesk.key", " text ")).contains(" text ");
    }

    @Test
    void textOrFileWhenBlankThenAbsentAndNoProblem() {
        Settings settings = TestSettings.of();
        assertThat(settings.textOrFile("talkdesk.key", null)).isEmpty();
        assertThat(settings.textOrFile("talkdesk.key", " ")).isEmpty();
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void textOrFileWhenFileIsNamedThenItsText(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("key"), "\n text of the file\n");
        assertThat(TestSettings.of().textOrFile("talkdesk.key", "file:" + file)).contains("text of the file");
    }

    @Test
    void textOrFileWhenFileCannotServeThenProblemWithAnExampleOfItsName(@TempDir Path directory) {
        Settings settings = TestSettings.of();
        assertThat(settings.textOrFile("talkdesk.key", "file:" + directory.resolve("missing")))
                .isEmpty();
        assertThat(TestSettings.problems(settings)).containsExactly("talkdesk.key names a file that does not exist.");
        assertThat(TestSettings.message(settings)).contains("Example: file:/run/secrets/key");
    }

    @Test
    void problemWhenSettingHasOneThenTheFirstStands() {
        Settings settings = TestSettings.of();
        settings.problem("a", "is wrong.", "1");
        settings.problem("a", "is wrong in another way.", "2");
        settings.problem("b", "is wrong too.", "3");
        assertThat(TestSettings.problems(settings)).containsExactly("a is wrong.", "b is wrong too.");
    }

    @ParameterizedTest
    @CsvSource({
        "a.b, a.b, true",
        "a.b, a, true",
        "a.b.c, a, true",
        "a.list[0].name, a.list, true",
        "a.list[0].name, a.list[0], true",
        "a.b, a.b.c, false",
        "ab, a, false",
        "a.bc, a.b, false",
        "b.a, a, false"
    })
    void hasProblemsUnderWhenSettingOrOneBelowHasThenTrue(String problem, String property, boolean expected) {
        Settings settings = TestSettings.of();
        settings.problem(problem, "is wrong.", "1");
        assertThat(settings.hasProblemsUnder(property)).isEqualTo(expected);
    }

    @Test
    void isSandboxWhenProfileIsActiveThenTrue() {
        var environment = TestSettings.environment();
        assertThat(new Settings(environment).isSandbox()).isFalse();
        environment.setActiveProfiles("local", "sandbox");
        assertThat(new Settings(environment).isSandbox()).isTrue();
    }

    @Test
    void refuseProblemsWhenSeveralThenAllAreToldWithExamplesAndAWayOn() {
        Settings settings = TestSettings.of("talkdesk.misspelt=1");
        settings.problem("talkdesk.accounts.default.client-id", "is missing.", "your client");
        settings.problem("token-vending.deadline", "is too long.", "20s");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(settings::refuseProblems)
                .satisfies(refusal -> {
                    assertThat(refusal.analysis().getDescription()).isEqualTo("""
                        Settings are missing or wrong:

                          1. talkdesk.accounts.default.client-id (TD_CLIENT_ID) is missing.
                             Example: your client

                          2. token-vending.deadline is too long.
                             Example: 20s

                          3. talkdesk.misspelt is no setting of this version.
                             Example: remove it, or correct its spelling
                        """);
                    assertThat(refusal.analysis().getAction()).contains(".env", "environment", "README.md");
                });
    }

    /** Everything any log could show of it, causes and all. */
    private static String printed(Settings settings) {
        StringWriter trace = new StringWriter();
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(settings::refuseProblems)
                .satisfies(refusal -> refusal.printStackTrace(new PrintWriter(trace, true)));
        return TestSettings.message(settings) + trace;
    }

    @ConfigurationProperties("talkdesk")
    record Sample(
            @DefaultValue("20s") @Nullable Duration delay,
            @Nullable Colour colour,
            @Nullable Integer count,
            @DefaultValue List<String> names,
            @DefaultValue Map<String, Part> parts) {}

    record Part(@Nullable String name) {}

    enum Colour {
        RED,
        GREEN
    }

    @Test
    void readWhenPlaceholderIsNotSetThenProblemInsteadOfItself() {
        Settings settings = TestSettings.of("token-vending.words.text=${C4NARY_NOT_SET}");
        assertThat(settings.read(Words.class).text()).isNull();
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.words.text names a variable that is not set.");
    }

    @Test
    void readWhenPlaceholderIsSetThenItsValue() {
        Settings settings = TestSettings.of("token-vending.words.text=${OTHER:none}-${GIVEN}", "GIVEN=given");
        assertThat(settings.read(Words.class).text()).isEqualTo("none-given");
    }

    @Test
    void variableWhenItHoldsAPlaceholderThenAsItIsWritten() {
        Settings settings = TestSettings.of("DEFAULT_PASSWORD=pw-${NOT_SET}-${GIVEN}", "GIVEN=given");
        assertThat(settings.variable("DEFAULT_PASSWORD")).isEqualTo("pw-${NOT_SET}-${GIVEN}");
    }

    @ConfigurationProperties("token-vending.words")
    record Words(@Nullable String text) {}
}
