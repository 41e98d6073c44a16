package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.accounts.TestKeys;
import dev.tokenvending.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Start-up as a whole, as an operator meets it. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsGateTests {

    private static final Pattern NUMBERED = Pattern.compile("  \\d+\\. .*");
    private static final String PASSWORD = "q7Vw-Zr2mKx9Tb4s";
    private static final String[] GOOD = {
        "--TD_ACCOUNT_NAME=acme",
        "--TD_CLIENT_ID=client",
        "--TD_KEY_ID=key",
        "--TD_PRIVATE_KEY=" + TestKeys.good(),
        "--DEFAULT_USERNAME=app-user",
        "--DEFAULT_PASSWORD=" + PASSWORD
    };

    @Test
    void runWhenNothingIsSetThenBothWaysForwardAreTold(CapturedOutput output) throws IOException {
        assertThat(refused())
                .containsExactly(
                        "talkdesk.accounts is missing: there is neither a Talkdesk account nor the sandbox.",
                        "token-vending.callers.basic (DEFAULT_USERNAME and DEFAULT_PASSWORD) is missing: nobody could"
                                + " ever get a token.");
        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START", "SPRING_PROFILES_ACTIVE=sandbox", "TD_ACCOUNT_NAME", "README.md")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void runWhenManySettingsAreWrongThenAllAreToldAtOnceWithoutTheirValues(CapturedOutput output) throws IOException {
        List<String> problems = refused(
                "--TD_ACCOUNT_NAME=c4nary.example.com/",
                "--TD_REGION=c4nary",
                "--TD_KEY_ID=key",
                "--TD_PRIVATE_KEY=*c4nary*",
                "--TD_SCOPE=c4nary\"",
                "--DEFAULT_USERNAME=c4nary:",
                "--DEFAULT_PASSWORD=c4nary",
                "--OPS_PASSWORD=c4nary",
                "--PORT=c4nary",
                "--talkdesk.regions.uk.id-domain=https://c4nary",
                "--talkdesk.accounts.acme=c4nary",
                "--talkdesk.accounts.other.private-key=file:/no/such/c4nary",
                "--talkdesk.accounts.other.assertion-lifetime=c4nary",
                "--token-vending.deadline=c4nary",
                "--token-vending.default-app=c4nary",
                "--token-vending.apps.ios.platform=c4nary",
                "--token-vending.apps.ios.scope=c4nary",
                "--token-vending.apps.ios.callers=c4nary",
                "--token-vending.callers.basic[0].username=app-user",
                "--token-vending.callers.basic[0].password=c4nary",
                "--token-vending.apps.ios.polices=c4nary",
                "--token-vending.password=c4nary");
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "talkdesk.regions.uk.id-domain is no domain name.",
                        "talkdesk.accounts.acme does not have the expected form.",
                        "talkdesk.accounts.default.account-name (TD_ACCOUNT_NAME) is no host label: letters, digits and"
                                + " hyphens, without the domain.",
                        "talkdesk.accounts.default.region (TD_REGION) is not a known region.",
                        "talkdesk.accounts.default.client-id (TD_CLIENT_ID) is missing.",
                        "talkdesk.accounts.default.private-key (TD_PRIVATE_KEY) is not Base64 or is cut off.",
                        "talkdesk.accounts.default.scope (TD_SCOPE) is no scope, and without one Talkdesk grants"
                                + " everything.",
                        "talkdesk.accounts.other.account-name is missing.",
                        "talkdesk.accounts.other.client-id is missing.",
                        "talkdesk.accounts.other.key-id is missing.",
                        "talkdesk.accounts.other.private-key names a file that does not exist.",
                        "talkdesk.accounts.other.assertion-lifetime is not a duration.",
                        "token-vending.deadline is not a duration.",
                        "token-vending.default-app names no app under token-vending.apps.",
                        "token-vending.apps.ios.platform is none of its values.",
                        "token-vending.apps.ios.callers names a kind of caller that does not exist.",
                        "token-vending.callers.basic[0].password is shorter than 16 characters.",
                        "token-vending.callers.basic.username (DEFAULT_USERNAME) is empty, too long, or holds a colon"
                                + " or control character.",
                        "token-vending.callers.basic.password (DEFAULT_PASSWORD) is shorter than 16 characters.",
                        "OPS_USERNAME is missing beside OPS_PASSWORD.",
                        "OPS_PASSWORD is shorter than 16 characters.",
                        "server.port (PORT) is not a number.",
                        "token-vending.apps.ios.polices is no setting of this version.",
                        "token-vending.password is no setting of this version.");
        assertThat(output).doesNotContain("c4nary", "\tat ", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--TD_ACCOUNT_NAME=evil.com/",
                "--TD_TOKEN_URI=http://acme.talkdeskid.com/oauth/token",
                "--TD_KEY_ALGORITHM=RS256",
                "--DEFAULT_PASSWORD=changemechangeme",
                "--OPS_USERNAME=operator",
                "--token-vending.deadline=1h",
                "--token-vending.crypto=openssl",
                "--token-vending.apps.ios.callers=nobody",
                "--token-vending.apps.ios.polices=daytime",
                "--talkdesk.accounts.acme.region=eu",
                "--appconnect.app-ids=app-1",
                "--appconnect.app-id=app-1",
                "--server.port=70000"
            })
    void runWhenOneSettingIsWrongThenRefusedForThat(String wrong, CapturedOutput output) throws IOException {
        String[] arguments = Stream.concat(Stream.of(GOOD).filter(good -> !sameName(good, wrong)), Stream.of(wrong))
                .toArray(String[]::new);
        assertThat(refused(arguments)).isNotEmpty();
        assertThat(output)
                .doesNotContain(PASSWORD, TestKeys.good().lines().toList().get(1), "changemechangeme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--TD_KEY_ID=c4nary", "--talkdesk.accounts.acme.client-id=c4nary"})
    void runWhenSandboxMeetsTalkdeskSettingsThenRefused(String setting, CapturedOutput output) {
        assertThatExceptionOfType(FailureAnalyzedException.class)
                .isThrownBy(
                        () -> start("--spring.profiles.active=sandbox", setting).close())
                .satisfies(refusal -> assertThat(refusal.analysis().getDescription())
                        .contains("sandbox", setting.substring(2, setting.indexOf('='))));
        assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("c4nary", "\tat ");
    }

    @Test
    void runWhenQuickStartIsCompleteThenReadyWithoutACallToTalkdesk(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start(GOOD)) {
            String port = context.getEnvironment().getRequiredProperty("local.server.port");
            assertThat(output)
                    .contains("Try it here:  curl -u 'app-user' http://localhost:" + port + "/token")
                    .contains("Every caller these apps admit gets a token, since they list no policies: default")
                    .doesNotContain(PASSWORD, "upstream", " ERROR ");
            TestKeys.good().lines().forEach(line -> assertThat(output).doesNotContain(line));
        }
    }

    /** The problems told. The port is taken, so a start that got as far as opening it would fail in another way. */
    private static List<String> refused(String... arguments) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            List<String> all = new ArrayList<>(List.of(arguments));
            if (all.stream().noneMatch(argument -> argument.matches("--(PORT|server\\.port)=.*"))) {
                all.add("--server.port=" + taken.getLocalPort());
            }
            List<String> problems = new ArrayList<>();
            assertThatExceptionOfType(SettingsException.class)
                    .isThrownBy(() -> run(all).close())
                    .satisfies(refusal -> refusal.analysis()
                            .getDescription()
                            .lines()
                            .filter(NUMBERED.asMatchPredicate())
                            .map(line -> line.substring(line.indexOf(". ") + 2))
                            .forEach(problems::add));
            return problems;
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server.port=0");
        return run(all);
    }

    private static ConfigurableApplicationContext run(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        // As an operator sees it, whatever level the tests run at.
        all.add("--logging.level.root=info");
        return new SpringApplication(TokenVendingApplication.class).run(all.toArray(String[]::new));
    }

    private static boolean sameName(String one, String other) {
        return one.substring(0, one.indexOf('=')).equals(other.substring(0, other.indexOf('=')));
    }
}
