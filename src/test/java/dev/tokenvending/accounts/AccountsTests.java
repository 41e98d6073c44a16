package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.ClientSecret;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTests {

    private static final String ACME = "talkdesk.accounts.acme.";
    private static final AccountId DEFAULT = new AccountId("default");

    @Test
    void readWhenAccountIsCompleteThenItsDefaults() {
        Account account = account(configured());
        assertThat(account.id()).isEqualTo(new AccountId("acme"));
        assertThat(account.tokenUrl()).isEqualTo(URI.create("https://acme.talkdeskid.com/oauth/token"));
        assertThat(account.audience()).isEqualTo("https://acme.talkdeskid.com/oauth/token");
        assertThat(account.authorizationUrl()).isEqualTo(URI.create("https://acme.talkdeskid.com/oauth/authorize"));
        assertThat(account.clientId()).isEqualTo("client");
        assertThat(account.credential().name().id()).isEqualTo("key");
        assertThat(account.credential().name().method()).hasToString("ES256");
        assertThat(account.assertionLifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(account.scope()).hasToString("visual-sessions:execute");
    }

    @Test
    void readWhenEverythingIsSetThenTaken() {
        Account account = account(configured(
                "token-uri=https://login.example.com/token",
                "authorization-uri=https://login.example.com/sign-in?brand=acme",
                "audience=https://audience.example.com",
                "assertion-lifetime=30s",
                "private-key=" + TestKeys.pem("rsa-2048.pkcs1"),
                "algorithm=PS512",
                "scope=b,a"));
        assertThat(account.tokenUrl()).isEqualTo(URI.create("https://login.example.com/token"));
        assertThat(account.authorizationUrl()).isEqualTo(URI.create("https://login.example.com/sign-in?brand=acme"));
        assertThat(account.audience()).isEqualTo("https://audience.example.com");
        assertThat(account.assertionLifetime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(account.credential().name().method()).hasToString("PS512");
        assertThat(account.scope()).hasToString("a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audience=",
                "audience= ",
                "algorithm=",
                "algorithm= ",
                "authorization-uri=",
                "authorization-uri= "
            })
    void readWhenOptionalSettingIsBlankThenItsDefault(String blank) {
        Account account = account(configured(blank));
        assertThat(account.audience()).isEqualTo("https://acme.talkdeskid.com/oauth/token");
        assertThat(account.authorizationUrl()).isEqualTo(URI.create("https://acme.talkdeskid.com/oauth/authorize"));
        assertThat(account.credential().name().method()).hasToString("ES256");
    }

    @ParameterizedTest
    @CsvSource({"https://login.example.com/oauth/token, /oauth/authorize", "https://login.example.com/t,"})
    void readWhenTokenUriIsSetThenUsersSignInBesideItIfThatCanBeTold(String tokenUri, @Nullable String path) {
        assertThat(account(configured("token-uri=" + tokenUri)).authorizationUrl())
                .isEqualTo(path == null ? null : URI.create("https://login.example.com" + path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "client-id= | client-id is missing.",
                "`client-id= ` | client-id is missing.",
                "key-id= | key-id is missing.",
                "private-key= | private-key is missing.",
                "private-key=c4nary | private-key is not a private key in PKCS#8 or SEC1 form.",
                "private-key=file:/no/c4nary | private-key names a file that does not exist.",
                "algorithm=RS256 | algorithm does not fit the key.",
                "algorithm=c4nary | algorithm does not fit the key.",
                "assertion-lifetime=29s | assertion-lifetime must lie between 30 seconds and 1 hour.",
                "assertion-lifetime=3601s | assertion-lifetime must lie between 30 seconds and 1 hour.",
                "assertion-lifetime=-5m | assertion-lifetime must lie between 30 seconds and 1 hour.",
                "assertion-lifetime=c4nary | assertion-lifetime is not a duration.",
                "scope= | scope is no scope, and without one Talkdesk grants everything.",
                "scope=a\"c4nary | scope is no scope, and without one Talkdesk grants everything.",
                "token-uri=http://c4nary.example.com | token-uri must be https (http only on a loopback host).",
                "authorization-uri=http://c4nary.example.com | authorization-uri must be https (http only on a"
                        + " loopback host).",
                "authorization-uri=https://e.example.com/a#c4nary | authorization-uri must hold neither credentials"
                        + " nor a fragment.",
                "authorization-uri=/c4nary | authorization-uri is not an absolute URL with a host.",
                "region=c4nary | region is not a known region."
            })
    void readWhenSettingIsWrongThenItsProblemAloneAndNoAccount(String setting, String problem) {
        Settings settings = configured(setting);
        assertThat(Accounts.read(settings).ids()).isEmpty();
        assertThat(TestSettings.problems(settings)).containsExactly(ACME + problem);
        assertThat(TestSettings.message(settings)).doesNotContain("c4nary");
    }

    @Test
    void readWhenClientHasASecretThenNoKeyIsNeeded() {
        Account account = account(TestSettings.of(withSecret("client-secret=c4nary-secret")));
        assertThat(account.credential()).isEqualTo(new ClientSecret("c4nary-secret"));
        assertThat(account.toString()).doesNotContain("c4nary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client-secret= | client-secret is missing.",
                "client-secret=file:/no/c4nary | client-secret names a file that does not exist.",
                "key-id=c4nary | key-id has no meaning with client-authentication client_secret_basic.",
                "private-key=c4nary | private-key has no meaning with client-authentication client_secret_basic.",
                "algorithm=ES256 | algorithm has no meaning with client-authentication client_secret_basic."
            })
    void readWhenSettingDoesNotGoWithASecretThenProblem(String setting, String problem) {
        Settings settings = TestSettings.of(withSecret("client-secret=good-secret", setting));
        Accounts.read(settings);
        assertThat(TestSettings.problems(settings)).containsExactly(ACME + problem);
        assertThat(TestSettings.message(settings)).doesNotContain("c4nary");
    }

    @Test
    void readWhenSecretIsSetForAnAccountWithAKeyThenProblem() {
        Settings settings = configured("client-secret=c4nary");
        Accounts.read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly(ACME + "client-secret has no meaning with client-authentication private_key_jwt.");
    }

    private static String[] withSecret(String... more) {
        return Stream.concat(
                        Stream.of("account-name=acme", "client-id=client", "client-authentication=client_secret_basic"),
                        Stream.of(more))
                .map(setting -> ACME + setting)
                .toArray(String[]::new);
    }

    @Test
    void readWhenAccountIsEmptyThenEverythingItNeedsIsTold() {
        Settings settings = TestSettings.of(ACME + "region=eu");
        assertThat(Accounts.read(settings).ids()).isEmpty();
        assertThat(TestSettings.problems(settings))
                .containsExactly(
                        ACME + "account-name is missing.",
                        ACME + "client-id is missing.",
                        ACME + "key-id is missing.",
                        ACME + "private-key is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "acme_eu"})
    void readWhenNameIsNoneThenProblem(String name) {
        Settings settings = TestSettings.of(TestAccountSettings.configured(name));
        assertThat(Accounts.read(settings).ids()).isEmpty();
        assertThat(TestSettings.problems(settings))
                .containsExactly("talkdesk.accounts." + name + " is no name: lower-case letters, digits, hyphens.");
    }

    @Test
    void readWhenSeveralAccountsThenEachByItsName() {
        Settings settings = TestSettings.of(TestAccountSettings.with(
                TestAccountSettings.configured("acme"), TestAccountSettings.configured("other")));
        Accounts accounts = Accounts.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        assertThat(accounts.ids()).containsExactlyInAnyOrder(new AccountId("acme"), new AccountId("other"));
        assertThat(accounts.find(new AccountId("other"))).map(Account::id).contains(new AccountId("other"));
        assertThat(accounts.find(DEFAULT)).isEmpty();
    }

    @Test
    void readWhenKeyIsInAFileThenRead(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("talkdesk.pem"), TestKeys.text("ec-p384.sec1"));
        assertThat(account(configured("private-key=file:" + file))
                        .credential()
                        .name()
                        .method())
                .hasToString("ES384");
    }

    @ParameterizedTest
    @CsvSource({
        "'', names an empty file.",
        "' \n', names an empty file.",
        "*c4nary*, is not Base64 or is cut off.",
        "\u0000*c4nary*, is not Base64 or is cut off."
    })
    void readWhenKeyFileHoldsNoKeyThenProblemWithoutItsContent(String content, String problem, @TempDir Path directory)
            throws Exception {
        Path file = Files.writeString(directory.resolve("talkdesk.pem"), content);
        assertKeyFileProblem(file, problem);
    }

    @Test
    void readWhenKeyFileIsHugeOrBinaryThenProblem(@TempDir Path directory) throws Exception {
        assertKeyFileProblem(
                Files.writeString(directory.resolve("huge"), "A".repeat(70_000)), "names a file of more than 64 KiB.");
        assertKeyFileProblem(
                Files.write(directory.resolve("binary"), TestKeys.der(TestKeys.good())),
                "names a file that is not text.");
        assertKeyFileProblem(directory, "names a file that cannot be read (IOException).");
    }

    private static void assertKeyFileProblem(Path file, String problem) {
        Settings settings = configured("private-key=file:" + file);
        assertThat(Accounts.read(settings).ids()).isEmpty();
        assertThat(TestSettings.problems(settings)).containsExactly(ACME + "private-key " + problem);
        assertThat(TestSettings.message(settings)).doesNotContain("c4nary");
    }

    private static Account account(Settings settings) {
        Accounts accounts = Accounts.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return accounts.find(new AccountId("acme")).orElseThrow();
    }

    /** A good account, with the given settings besides or instead. */
    private static Settings configured(String... more) {
        String[] named = Stream.of(more).map(setting -> ACME + setting).toArray(String[]::new);
        return TestSettings.of(TestAccountSettings.with(TestAccountSettings.configured("acme"), named));
    }
}
