package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.talkdesk.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doctor as a user runs it, by settings on the command line. */
@Timeout(120)
class DoctorCommandTests {

    private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c4nary";
    private static final String PASSWORD = "c4nary-password-0123456789";
    private static final String SEALING_KEY = "c4naryVb8sT1r6pLq0wZy3xCj5nHk7mDf9gAo2uEi4I=";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void nothingSecretWasPrintedNorAnythingWide() {
        assertThat(printed())
                .doesNotContain("c4nary", Talkdesk.PRIVATE_KEY, "client_assertion")
                .doesNotContainPattern("eyJ[\\w-]+\\.");
        assertThat(printed().lines().filter(line -> !line.startsWith("{")))
                .allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7E]{0,100}"));
    }

    private int run(Stream<String> settings) {
        return DoctorCommand.run(settings.toList(), print(out), print(err));
    }

    private int run(String... settings) {
        return run(Stream.of(settings));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Without what only makes lines. */
    private String said() {
        return printed().replaceAll("\\s+", " ");
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** A good account and a good caller, and more. */
    private static Stream<String> settings(String tokenUri, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--talkdesk.accounts.acme.token-uri=" + tokenUri,
                "--talkdesk.accounts.acme.client-id=client-7f3a",
                "--talkdesk.accounts.acme.key-id=key-7f3a",
                "--talkdesk.accounts.acme.private-key=" + Talkdesk.PRIVATE_KEY,
                "--DEFAULT_USERNAME=app-user",
                "--DEFAULT_PASSWORD=" + PASSWORD));
        all.addAll(List.of(more));
        return all.stream();
    }

    private static RawServer well() throws IOException {
        return RawServer.saying(RawServer.http(200, Talkdesk.granting(TOKEN)));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void runWhenAllIsWellThenOneExchangeForEachAccountAndZero() throws IOException {
        try (RawServer server = well()) {
            assertThat(run(settings(
                            server.tokenUrl().toString(),
                            "--talkdesk.accounts.other.token-uri=" + server.tokenUrl(),
                            "--talkdesk.accounts.other.client-id=other",
                            "--talkdesk.accounts.other.client-authentication=client_secret_basic",
                            "--talkdesk.accounts.other.client-secret=c4nary-client-secret",
                            "--token-vending.apps.one.account=acme")))
                    .isZero();
            assertThat(server.requests).hasSize(2);
        }
        assertThat(said())
                .contains("-----BEGIN PUBLIC KEY-----", "\"kid\":\"key-7f3a\"", "Account acme, client client-7f3a")
                .contains("so there is nothing to register", "0 wrong, 0 warnings.")
                .doesNotContain("WRONG");
        assertThat(err.size()).isZero();
    }

    @Test
    void runWhenInTheSandboxThenSaidAndTheExchangeIsMadeThere() {
        assertThat(run("--spring.profiles.active=sandbox")).isZero();
        assertThat(said()).contains("sandbox ok It is on.", "token ok A token of ", "Talkdesk itself takes none");
    }

    @Test
    void runWhenNothingIsSetThenBothWaysForwardAreNamed() {
        assertThat(run()).isEqualTo(1);
        assertThat(said())
                .contains("SPRING_PROFILES_ACTIVE=sandbox", "TD_ACCOUNT_NAME", "DEFAULT_PASSWORD")
                .contains("Accounts everything not tried No account is set");
    }

    @Test
    void runWhenSettingsAreWrongThenAllAreToldAndTheGoodAccountIsTried() throws IOException {
        try (RawServer server = well()) {
            assertThat(run(settings(
                            server.tokenUrl().toString(),
                            "--server.port=c4nary",
                            "--token-vending.deadlin=5s",
                            "--token-vending.deadline=5m",
                            "--talkdesk.accounts.broken.region=c4nary",
                            "--token-vending.apps.one.account=acme")))
                    .isEqualTo(1);
            assertThat(server.requests).hasSize(1);
        }
        assertThat(said())
                .contains(
                        "server.port (PORT)", "token-vending.deadlin is no setting", "token-vending.deadline must lie")
                .contains("talkdesk.accounts.broken.client-id is missing", "Account broken everything not tried")
                .contains("token ok A token of");
    }

    @Test
    void runWhenKeyIsEncryptedThenSaidHowToDecrypt() {
        String encrypted = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjJtvDSAjVPqwICCAAw
            -----END ENCRYPTED PRIVATE KEY-----
            """;
        assertThat(run(settings("https://acme.talkdeskid.example/oauth/token")
                        .map(it ->
                                it.contains("private-key") ? "--talkdesk.accounts.acme.private-key=" + encrypted : it)))
                .isEqualTo(1);
        assertThat(said()).contains("is encrypted", "Decrypt it first: openssl", "Account acme everything not tried");
    }

    @Test
    void runWhenKeyFileIsMissingThenSaid() {
        assertThat(run(settings("https://acme.talkdeskid.example/oauth/token")
                        .map(it -> it.contains("private-key")
                                ? "--talkdesk.accounts.acme.private-key=file:/nowhere/talkdesk.pem"
                                : it)))
                .isEqualTo(1);
        assertThat(said()).contains("names a file that does not exist");
    }

    @Test
    void runWhenNeighboursAreDownThenEachIsToldAndTheExchangeIsMade() throws IOException {
        int closed = closedPort();
        try (RawServer server = well()) {
            assertThat(run(settings(
                            server.tokenUrl().toString(),
                            "--token-vending.callers.issuers[0].name=customers",
                            "--token-vending.callers.issuers[0].issuer=http://127.0.0.1:" + closed + "/",
                            "--token-vending.callers.issuers[0].audiences=us",
                            "--token-vending.apps.one.policies=crm",
                            "--token-vending.policies.crm.remote.url=http://127.0.0.1:" + closed + "/allow?key=c4nary",
                            "--appconnect.app-ids=app-1",
                            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + closed
                                    + "/x?user=u&password=c4nary",
                            "--token-vending.encryption-keys[0].id=2027",
                            "--token-vending.encryption-keys[0].key=" + SEALING_KEY)))
                    .isEqualTo(1);
            assertThat(server.requests).hasSize(1);
        }
        assertThat(said())
                .contains("Issuer customers", "Policy crm, http://127.0.0.1:" + closed + " name server ok")
                .contains("connection WRONG Port " + closed, "Database database WRONG")
                .contains("token ok A token of", "tables not tried", "3 wrong");
    }

    @Test
    void runWhenThereIsADatabaseThenItIsLookedAt() throws IOException {
        try (RawServer server = well()) {
            assertThat(run(settings(
                            server.tokenUrl().toString(),
                            "--appconnect.app-ids=app-1",
                            "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("data"),
                            "--token-vending.encryption-keys[0].id=2027",
                            "--token-vending.encryption-keys[0].key=" + SEALING_KEY)))
                    .isZero();
        }
        assertThat(said()).contains("database ok It answers. tables ok The server will bring them up to date");
    }

    @Test
    void runWhenAFileIsNoYamlThenToldWithoutQuotingIt() throws IOException {
        Path file = Files.writeString(directory.resolve("application.yaml"), "a: [c4nary\n");
        assertThat(run("--spring.config.additional-location=file:" + file)).isEqualTo(1);
        assertThat(said()).contains("malformed at line 2", "everything else not tried");
    }

    @Test
    void runWhenTheSandboxHasCredentialsThenToldAsAtTheStart() {
        assertThat(run("--spring.profiles.active=sandbox", "--TD_CLIENT_ID=c4nary"))
                .isEqualTo(1);
        assertThat(said()).contains("The profile 'sandbox' is active", "- TD_CLIENT_ID", "not tried");
    }

    @Test
    void runWhenTheStartFailsUnforeseenThenItsNameAlone() {
        assertThat(run("--spring.main.web-application-type=none-there-is")).isEqualTo(1);
        assertThat(said()).contains("The service cannot start (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "--json", "--dry-run=yes"})
    void runWhenArgumentsAreNoneThenUsage(String argument) {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: java -jar talkdesk-token-vending.jar doctor");
        assertThat(out.size()).isZero();
    }
}
