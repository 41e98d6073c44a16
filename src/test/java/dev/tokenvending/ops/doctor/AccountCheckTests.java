package dev.tokenvending.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.ops.doctor.Finding.Likely;
import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Possible;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.RuledOut;
import dev.tokenvending.ops.doctor.Finding.Warning;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import dev.tokenvending.talkdesk.RawServer;
import dev.tokenvending.talkdesk.TestDoor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountCheckTests {

    private static final String TOKEN = "c4nary-token-0123456789";
    private static final Duration PLENTY = Duration.ofSeconds(20);

    private final TestDoor door = new TestDoor();

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    private List<Section> check(Account account, Duration budget) {
        List<Section> sections = new AccountCheck(
                        account,
                        Optional.of("eu"),
                        door.talkdeskId,
                        budget,
                        Clock.systemUTC(),
                        InetAddress::getAllByName)
                .sections();
        assertThat(Printed.lines(sections.toArray(Section[]::new)))
                .allSatisfy(line -> assertThat(line).doesNotContain("c4nary").matches("[\\x20-\\x7E]{0,100}"));
        return sections;
    }

    private List<Section> check(TestAccounts.Builder account, String answer) throws IOException {
        try (RawServer server = RawServer.saying(answer)) {
            return check(account.tokenUrl(server.tokenUrl()).build(), PLENTY);
        }
    }

    private Section onlyCheck(String answer) throws IOException {
        List<Section> sections = check(TestAccounts.builder(), answer);
        assertThat(sections).hasSize(1);
        return sections.getFirst();
    }

    private static String granting(String scope) {
        return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":600,\"scope\":\"%s\"}"
                .formatted(TOKEN, scope);
    }

    private static String error(String code) {
        return "{\"error\":\"%s\",\"error_description\":\"it\\u001b[31m says \\u0000so\"}".formatted(code);
    }

    private static String dateIn(Duration ahead) {
        return "Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plus(ahead));
    }

    @Test
    void sectionsWhenAllIsWellThenTheTokenIsAFingerprintAndALife() throws IOException {
        Section section = onlyCheck(RawServer.http(200, granting(TestAccounts.SCOPE), dateIn(Duration.ZERO)));
        assertThat(section.lines()).allMatch(line -> line.finding() instanceof Right);
        assertThat(Printed.finding(section, "token").toString())
                .matches("Right\\[text=A token of \\d+ s, sha256 [0-9a-f]{16}\\.\\.\\., scope"
                        + " visual-sessions:execute\\.]");
        assertThat(Printed.finding(section, "clock").toString()).contains("agree", "300 s");
        assertThat(section.keys())
                .hasSize(3)
                .first()
                .asString()
                .contains("Account acme", "public half", "key id key-1");
        assertThat(Printed.finding(section, "key").toString()).contains("ES256, key id key-1, thumbprint ");
    }

    @Test
    void sectionsWhenClientHasASecretThenThereIsNothingToRegister() throws IOException {
        String answer = RawServer.http(200, granting(TestAccounts.SCOPE));
        Section section = check(TestAccounts.builder().clientSecret("c4nary-client-secret"), answer)
                .getFirst();
        assertThat(section.keys()).isEmpty();
        assertThat(Printed.finding(section, "key").toString()).contains("nothing to register");
        assertThat(Printed.finding(section, "clock")).isInstanceOf(NotTried.class);
    }

    @Test
    void sectionsWhenLessIsGrantedThenWarning() throws IOException {
        List<Section> sections = check(
                TestAccounts.builder().scope("a visual-sessions:execute"),
                RawServer.http(200, granting(TestAccounts.SCOPE)));
        assertThat(Printed.finding(sections.getFirst(), "token")).isInstanceOf(Warning.class);
    }

    @Test
    void sectionsWhenInvalidClientThenEveryCauseHasItsLine() throws IOException {
        List<Section> sections =
                check(TestAccounts.builder(), RawServer.http(401, error("invalid_client"), dateIn(Duration.ZERO)));
        assertThat(Printed.finding(sections.getFirst(), "token"))
                .isEqualTo(new Wrong(
                        "HTTP 401, invalid_client (it [31m says  so).", "Go through the causes below, from the top."));
        Section causes = sections.getLast();
        assertThat(causes.title()).isEqualTo("Causes of invalid_client for account acme");
        assertThat(causes.lines().stream().map(Line::check))
                .containsExactlyInAnyOrderElementsOf(List.of(RefusalCause.values()).stream()
                        .map(RefusalCause::title)
                        .toList());
        for (RefusalCause ruledOut : List.of(
                RefusalCause.CLOCK,
                RefusalCause.AUDIENCE,
                RefusalCause.LIFETIME,
                RefusalCause.ALGORITHM,
                RefusalCause.SECRET,
                RefusalCause.METHOD,
                RefusalCause.REPLAY)) {
            assertThat(Printed.finding(causes, ruledOut.title()))
                    .as(ruledOut.title())
                    .isInstanceOf(RuledOut.class);
        }
        assertThat(Printed.finding(causes, RefusalCause.REGION.title()).toString())
                .contains("127.0.0.1, region eu");
        assertThat(Printed.finding(causes, RefusalCause.CLIENT_ID.title()).toString())
                .contains("client-1");
        assertThat(Printed.finding(causes, RefusalCause.KEY_ID.title()).toString())
                .contains("key-1");
        assertThat(causes.lines().getFirst().finding()).isInstanceOf(Possible.class);
        assertThat(causes.lines().getLast().finding()).isInstanceOf(RuledOut.class);
    }

    @Test
    void sectionsWhenSomethingSpeaksForACauseThenItIsLikelyAndFirst() throws IOException {
        List<Section> sections = check(
                TestAccounts.builder()
                        .audience("https://acme.talkdeskid.com/oauth/token")
                        .assertionLifetime(Duration.ofMinutes(30)),
                RawServer.http(401, error("invalid_client"), dateIn(Duration.ofSeconds(-90))));
        List<Line> causes = sections.getLast().lines();
        assertThat(causes.stream().limit(3).map(Line::check))
                .containsExactly("Clock", "Audience", "Assertion lifetime");
        assertThat(causes.stream().limit(3)).allMatch(line -> line.finding() instanceof Likely);
        assertThat(causes.getFirst().finding().toString()).contains("s behind this machine's");
    }

    @Test
    void sectionsWhenAClientWithASecretIsRefusedThenTheCausesOfKeysAreRuledOut() throws IOException {
        List<Section> sections = check(
                TestAccounts.builder().clientSecret("c4nary-client-secret"),
                RawServer.http(401, error("invalid_client")));
        Section causes = sections.getLast();
        assertThat(Printed.finding(causes, RefusalCause.SECRET.title())).isInstanceOf(Possible.class);
        assertThat(Printed.finding(causes, RefusalCause.METHOD.title())).isInstanceOf(Possible.class);
        assertThat(Printed.finding(causes, RefusalCause.ROTATED.title())).isInstanceOf(RuledOut.class);
        assertThat(Printed.finding(causes, RefusalCause.CLOCK.title())).isInstanceOf(RuledOut.class);
    }

    @Test
    void sectionsWhenTheAnswerTellsNoTimeThenTheClockIsPossible() throws IOException {
        Section causes = check(TestAccounts.builder(), RawServer.http(401, error("invalid_client")))
                .getLast();
        assertThat(Printed.finding(causes, RefusalCause.CLOCK.title()).toString())
                .contains("did not tell the time");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_scope, INVALID_SCOPE",
        "400, unauthorized_client, UNAUTHORIZED_CLIENT",
        "400, invalid_grant, INVALID_GRANT",
        "400, unsupported_grant_type, UNSUPPORTED_GRANT_TYPE",
        "400, invalid_request, INVALID_REQUEST",
        "403, access_denied, OTHER_ERROR",
        "429, slow_down, HTTP_429",
        "408, late, HTTP_408",
        "500, server_error, HTTP_5XX",
        "503, temporarily_unavailable, HTTP_5XX",
        "302, moved, REDIRECT"
    })
    void sectionsWhenThereIsAnotherErrorThenOneLineSaysWhatToDo(int status, String code, Failure failure)
            throws IOException {
        assertThat(Printed.finding(onlyCheck(RawServer.http(status, error(code))), "token"))
                .isInstanceOfSatisfying(Wrong.class, wrong -> {
                    assertThat(wrong.text()).startsWith("HTTP " + status + ", " + code + " (");
                    assertThat(wrong.toDo()).isEqualTo(failure.toDo());
                });
    }

    @ParameterizedTest
    @CsvSource({"200, NOT_A_TOKEN", "403, NO_ERROR", "404, NO_ERROR", "502, HTTP_5XX", "407, NO_ERROR"})
    void sectionsWhenAProxyAnswersHtmlThenNothingOfItIsPrinted(int status, Failure failure) throws IOException {
        Section section = onlyCheck(RawServer.http(status, "<html>\u001b[2Jc4nary</html>"));
        assertThat(Printed.finding(section, "token"))
                .isInstanceOfSatisfying(
                        Wrong.class, wrong -> assertThat(wrong.toDo()).isEqualTo(failure.toDo()));
        assertThat(Printed.lines(section)).noneMatch(line -> line.contains("html"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"c4nary\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"c4nary\",\"token_type\":\"mac\",\"expires_in\":600}",
                "{\"access_token\":\"c4nary token\",\"token_type\":\"Bearer\",\"expires_in\":600}"
            })
    void sectionsWhenTheTokenCannotBeUsedThenSaid(String body) throws IOException {
        assertThat(Printed.finding(onlyCheck(RawServer.http(200, body)), "token"))
                .isInstanceOfSatisfying(
                        Wrong.class, wrong -> assertThat(wrong.toDo()).isEqualTo(Failure.NONSENSE.toDo()));
    }

    @Test
    void sectionsWhenMoreIsGrantedThenSaid() throws IOException {
        assertThat(Printed.finding(
                        onlyCheck(RawServer.http(200, granting(TestAccounts.SCOPE + " apps:write"))), "token"))
                .isInstanceOfSatisfying(Wrong.class, wrong -> {
                    assertThat(wrong.text()).contains("wider_scope");
                    assertThat(wrong.toDo()).isEqualTo(Failure.WIDER_SCOPE.toDo());
                });
    }

    @Test
    void sectionsWhenTalkdeskIsSlowThenBounded() throws IOException {
        try (RawServer server = new RawServer((_, _, wire) -> wire.hold())) {
            Section section = check(TestAccounts.account(server.tokenUrl()), Duration.ofMillis(300))
                    .getFirst();
            assertThat(Printed.finding(section, "token"))
                    .isEqualTo(new Wrong("No answer within 0.3 s.", Failure.TIMEOUT.toDo()));
            assertThat(Printed.finding(section, "clock")).isInstanceOf(NotTried.class);
        }
    }

    @Test
    void sectionsWhenThereIsNoWayThenNothingIsAsked() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Account account = TestAccounts.account(URI.create("http://127.0.0.1:" + port + "/oauth/token"));
        Section section = check(account, PLENTY).getFirst();
        assertThat(Printed.finding(section, "key")).isInstanceOf(Right.class);
        assertThat(Printed.finding(section, "connection")).isInstanceOf(Wrong.class);
        assertThat(Printed.finding(section, "token")).isInstanceOf(NotTried.class);
        assertThat(section.keys()).as("is told all the same").isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"15, Warning", "-90, Warning", "400, Wrong", "0, Right"})
    void sectionsWhenClocksDifferThenToldByHowMuchItMatters(int seconds, String kind) throws IOException {
        Section section =
                onlyCheck(RawServer.http(200, granting(TestAccounts.SCOPE), dateIn(Duration.ofSeconds(seconds))));
        assertThat(Printed.finding(section, "clock").getClass().getSimpleName()).isEqualTo(kind);
        assertThat(Printed.finding(section, "token")).isInstanceOf(Right.class);
    }

    @ParameterizedTest
    @EnumSource
    void failureWhenAnyThenItSaysWhatToDo(Failure failure) {
        assertThat(failure.toDo()).matches("[A-Z].*\\.");
    }
}
