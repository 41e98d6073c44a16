package dev.tokenvending.accounts.installed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.SigningKeys;
import dev.tokenvending.accounts.TestKeys;
import dev.tokenvending.accounts.UnusableKeyException;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.Installation.State;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.AccountMatch;
import dev.tokenvending.core.ClientSecret;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.core.TestClock;
import dev.tokenvending.store.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class InstalledAccountsTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON.plus(Duration.ofHours(1)), ZoneOffset.UTC);
    private static final Instant ROTATION = NOON.plusSeconds(1);
    private static final Instant WEEK = ROTATION.plus(Duration.ofDays(7));
    private static final AccountAnswer NOT_INSTALLED = new AccountAnswer.NotInstalled();
    private static final AccountAnswer UNREADABLE = new AccountAnswer.Unusable("credentials_unreadable");
    private static final Links LINKS = new Links(
            URI.create("https://api.talkdeskapp.com"),
            URI.create("https://starship.talkdeskid.com/oauth/token"),
            URI.create("https://login.talkdeskid.com/starship"));

    private final InstalledFixture here;

    InstalledAccountsTests(TestDatabase database) {
        here = new InstalledFixture(database, CLOCK);
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void findWhenInstalledThenTheAccountWithItsCredentials() {
        install("app", "i1", "acc", "starship");
        AccountAnswer.Found found = (AccountAnswer.Found) here.find("app", "acc");
        assertThat(found.account().current().id()).isEqualTo(AccountId.installed("acc"));
        assertThat(found.account().current().clientId()).isEqualTo("client-i1");
        assertThat(found.account().current().tokenUrl()).isEqualTo(LINKS.tokenUrl());
        assertThat(found.account().current().authorizationUrl()).isEqualTo(LINKS.authorizationUrl());
        assertThat(found.account().current().audience())
                .isEqualTo(LINKS.tokenUrl().toString());
        assertThat(found.account().other()).isNull();
        assertThat(found.toString()).doesNotContain("c4nary", "PRIVATE");
    }

    /** A customer may have installed the app before the link was kept. */
    @Test
    void findWhenLinkToSignInIsUnknownThenItIsBesideTheTokenUrl() {
        install("app", "i1", "acc", "starship");
        execute("update installation set authorization_url = null");
        forget("app", "i1");
        assertThat(here.installation(new InstallationId("app", "i1")).links())
                .isEqualTo(new Links(LINKS.apiRoot(), LINKS.tokenUrl(), null));
        assertThat(authorizationUrl()).hasToString("https://starship.talkdeskid.com/oauth/authorize");
    }

    @Test
    void findWhenLinkToSignInIsNotAllowedThenTheAccountWithoutIt() {
        install("app", "i1", "acc", "starship");
        set("i1", "authorization_url", "https://starship.talkdeskid.com.evil.example/oauth/authorize");
        forget("app", "i1");
        assertThat(authorizationUrl()).isNull();
    }

    private @Nullable URI authorizationUrl() {
        return ((AccountAnswer.Found) here.find("app", "acc"))
                .account()
                .current()
                .authorizationUrl();
    }

    /** Both write all of a row. */
    @Test
    void putWhenLinksChangeThenAllOfThemDo() {
        install("app", "i1", "acc", "starship");
        InstallationId id = new InstallationId("app", "i1");
        Links others = new Links(
                URI.create("https://api.talkdeskapp.eu"),
                URI.create("https://s.talkdeskid.eu/oauth/token"),
                URI.create("https://s.talkdeskid.eu/oauth/authorize"));
        for (Links links : List.of(others, new Links(others.apiRoot(), others.tokenUrl(), null), LINKS)) {
            Installation changed = here.installation(id).with(links);
            here.store.inTransaction(jdbc -> {
                here.installations.put(jdbc, changed);
                return true;
            });
            assertThat(here.installation(id)).isEqualTo(changed);
        }
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = "INSTALLED", mode = EnumSource.Mode.EXCLUDE)
    void findWhenNotInstalledThenNot(State state) {
        install("app", "i1", "acc", "starship");
        set("i1", "state", state.name().toLowerCase(Locale.ROOT));
        assertThat(here.find("app", "acc")).isEqualTo(NOT_INSTALLED);
        assertThat(byName("app", "starship")).isEqualTo(NOT_INSTALLED);
    }

    @Test
    void findWhenAskedByNameThenByTheWholeNameAlone() {
        install("app", "i1", "acc", "starship");
        assertThat(client(byName("app", "starship"))).isEqualTo("client-i1");
        assertThat(byName("app", "acc")).isEqualTo(NOT_INSTALLED);
        assertThat(byName("app", "Starship")).isEqualTo(NOT_INSTALLED);
        assertThat(byName("app", "star%")).isEqualTo(NOT_INSTALLED);
        assertThat(byName("app", "starshi_")).isEqualTo(NOT_INSTALLED);
        assertThat(byName("app", "x' or '1'='1")).isEqualTo(NOT_INSTALLED);
        assertThat(here.find("app", "starship")).isEqualTo(NOT_INSTALLED);
    }

    @Test
    void findWhenTwoAccountsHaveTheNameThenAmbiguousUntilOneHasNot() {
        install("app", "i1", "acc", "starship");
        install("app", "i2", "other", "starship");
        assertThat(byName("app", "starship")).isInstanceOf(AccountAnswer.Ambiguous.class);
        assertThat(client(here.find("app", "acc"))).isEqualTo("client-i1");
        assertThat(client(here.find("app", "other"))).isEqualTo("client-i2");
        set("i2", "account_name", "renamed");
        forget("app", "i2");
        assertThat(client(byName("app", "starship"))).isEqualTo("client-i1");
        assertThat(client(byName("app", "renamed"))).isEqualTo("client-i2");
    }

    @Test
    void findWhenOneAccountHasInstalledTwiceThenTheLaterOne() {
        install("app", "i1", "acc", "starship");
        install("app", "i2", "acc", "starship", NOON.plusSeconds(1));
        assertThat(client(here.find("app", "acc"))).isEqualTo("client-i2");
        assertThat(client(byName("app", "starship"))).isEqualTo("client-i2");
    }

    @Test
    void findWhenTwoAppsHaveTheAccountThenTheyDoNotMix() {
        install("app", "i1", "acc", "starship");
        install("app-2", "i1", "acc", "starship", NOON, "client-of-app-2");
        assertThat(client(here.find("app", "acc"))).isEqualTo("client-i1");
        assertThat(client(here.find("app-2", "acc"))).isEqualTo("client-of-app-2");
        assertThat(client(byName("app-2", "starship"))).isEqualTo("client-of-app-2");
        assertThat(here.find("app-3", "acc")).isEqualTo(NOT_INSTALLED);
        here.store.inTransaction(jdbc -> {
            here.credentials.erase(jdbc, new InstallationId("app-2", "i1"), NOON);
            return true;
        });
        forget("app-2", "i1");
        assertThat(here.find("app-2", "acc")).isEqualTo(NOT_INSTALLED);
        assertThat(client(here.find("app", "acc"))).isEqualTo("client-i1");
    }

    /** Whoever can write to the database, but has not our keys. */
    @ParameterizedTest
    @ValueSource(strings = {"private_key", "client_secret"})
    void findWhenSealedValuesAreSwappedThenNeitherIsServed(String column) {
        install("app", "i1", "acc", "starship");
        install("app", "i2", "other", "other");
        String first = sealed("i1", column);
        String second = sealed("i2", column);
        seal("i1", column, second);
        seal("i2", column, first);
        assertThat(here.find("app", "acc")).isEqualTo(UNREADABLE);
        assertThat(here.find("app", "other")).isEqualTo(UNREADABLE);
        seal("i1", column, first);
        forget("app", "i1");
        assertThat(client(here.find("app", "acc"))).isEqualTo("client-i1");
    }

    @Test
    void findWhenTheWholeRowOfAnotherIsPutInThenNotServed() {
        install("app", "i1", "acc", "starship");
        install("app", "i2", "other", "other");
        execute("delete from credential where installation_id = 'i1'");
        execute("update credential set installation_id = 'i1' where installation_id = 'i2'");
        assertThat(here.find("app", "acc")).isEqualTo(UNREADABLE);
        assertThat(here.find("app", "other")).isEqualTo(NOT_INSTALLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "event_id"})
    void findWhenAnIdOfTheRowIsChangedThenNotServed(String column) {
        install("app", "i1", "acc", "starship");
        execute("update credential set " + column + " = 'another'");
        assertThat(here.find("app", "acc")).isEqualTo(UNREADABLE);
    }

    /** An old value of the same column, client and installation, which another event had brought. */
    @Test
    void findWhenAnEarlierKeyIsReplayedThenNotServed() {
        install("app", "i1", "acc", "starship");
        String old = sealed("i1", "private_key");
        execute("delete from credential");
        add(new InstallationId("app", "i1"), credential("client-i1", "a-later-event", null));
        seal("i1", "private_key", old);
        assertThat(here.find("app", "acc")).isEqualTo(UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "eyJhbGciOiJub25lIn0...."})
    void findWhenNothingIsSealedThenNotServed(String value) {
        install("app", "i1", "acc", "starship");
        seal("i1", "private_key", value);
        assertThat(here.find("app", "acc")).isEqualTo(UNREADABLE);
    }

    /** Otherwise one customer would get the tokens of another. */
    @Test
    void findWhenTheInstallationIsGivenToAnotherAccountThenNotServed() {
        install("app", "i1", "acc", "starship");
        set("i1", "account_id", "thief");
        assertThat(here.find("app", "thief")).isEqualTo(UNREADABLE);
    }

    @Test
    void findWhenOneOfTwoInstallationsCannotBeReadThenTheOtherIsServed() {
        install("app", "i1", "acc", "starship");
        install("app", "i2", "acc", "starship", NOON.minusSeconds(1));
        seal("i1", "private_key", "");
        assertThat(client(here.find("app", "acc"))).isEqualTo("client-i2");
    }

    /** As it was when its event came; but the operator may have narrowed the domains since. */
    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/oauth/token", "http://starship.talkdeskid.com/oauth/token"})
    void findWhenTheTokenUrlIsInNoneOfOurDomainsThenNotServed(String tokenUrl) {
        install("app", "i1", "acc", "starship");
        set("i1", "token_url", tokenUrl);
        assertThat(here.find("app", "acc")).isEqualTo(new AccountAnswer.Unusable("link_not_allowed"));
    }

    @Test
    void findWhenRotatedThenTheProvenFirstAndAfterAWeekTheNewest() {
        InstallationId id = rotated();
        assertThat(clientsAt(WEEK.minusMillis(1))).containsExactly("client-i1", "client-2");
        assertThat(clientsAt(WEEK)).containsExactly("client-2", "client-i1");
        prove(id, "client-2");
        assertThat(clientsAt(WEEK.minusMillis(1))).containsExactly("client-2", "client-i1");
        assertThat(clientsAt(WEEK)).containsExactly("client-2");
    }

    /** Whichever of them Talkdesk takes, it is tried: what our clock says of it counts for the order alone. */
    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "P1D", "P10D"})
    void findWhenTheClockJumpsBeforeTheNewAreProvenThenBothAreTried(Duration jump) {
        rotated();
        assertThat(clientsAt(CLOCK.instant().plus(jump))).containsExactlyInAnyOrder("client-i1", "client-2");
    }

    private InstallationId rotated() {
        install("app", "i1", "acc", "starship");
        InstallationId id = new InstallationId("app", "i1");
        prove(id, "client-i1");
        add(id, credential("client-2", "e2", ROTATION));
        return id;
    }

    /** In the order in which they are tried, by an instance whose clock says so. */
    private List<String> clientsAt(Instant now) {
        InstalledAccount account =
                ((AccountAnswer.Found) new InstalledFixture(here, new TestClock(now)).find("app", "acc")).account();
        return Stream.of(Optional.of(account.current()), Optional.ofNullable(account.other()))
                .flatMap(Optional::stream)
                .map(Account::clientId)
                .toList();
    }

    @Test
    void findWhenReadBeforeTheRemovalAndKeptAfterItThenReadAnew() throws InterruptedException {
        install("app", "i1", "acc", "starship");
        InstallationId id = new InstallationId("app", "i1");
        prove(id, "client-i1");
        add(id, credential("client-2", "e2", NOON.plusSeconds(1)));
        prove(id, "client-2");
        AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
        // With two proven sets, the clock is asked once both have been read.
        InstantSource hooked = () -> {
            @Nullable Runnable work = meanwhile.getAndSet(null);
            if (work != null) {
                work.run();
            }
            return CLOCK.instant();
        };
        InstalledAccounts accounts = new InstalledAccounts(
                here.store,
                here.installations,
                new AccountLookup(here.installations, here.credentials, here.lookup.apps(), hooked),
                here.ticker);
        AccountQuestion question = new AccountQuestion("app", AccountMatch.NAME, "starship");
        assertThat(accounts.find(new AccountQuestion("app", AccountMatch.NAME, "nobody")))
                .isEqualTo(NOT_INSTALLED);
        Thread removal = Thread.ofPlatform().unstarted(() -> {
            Installation gone = here.store.inTransaction(jdbc -> {
                Installation it =
                        here.installations.find(jdbc, id).orElseThrow().as(State.UNINSTALLED, NOON.plusSeconds(9));
                here.installations.put(jdbc, it);
                return it;
            });
            accounts.forget(gone);
        });
        meanwhile.set(() -> {
            removal.start();
            awaitEndOrBlock(removal);
        });
        assertThat(accounts.find(question)).isInstanceOf(AccountAnswer.Found.class);
        removal.join();
        assertThat(accounts.find(question)).isEqualTo(NOT_INSTALLED);
    }

    /** It may have to wait for the reading that waits for it. */
    private static void awaitEndOrBlock(Thread thread) {
        while (thread.getState() != Thread.State.TERMINATED && thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    private AccountAnswer byName(String app, String name) {
        return here.accounts.find(new AccountQuestion(app, AccountMatch.NAME, name));
    }

    private static String client(AccountAnswer answer) {
        return ((AccountAnswer.Found) answer).account().current().clientId();
    }

    private void install(String app, String installation, String account, String name) {
        install(app, installation, account, name, NOON);
    }

    private void install(String app, String installation, String account, String name, Instant at) {
        install(app, installation, account, name, at, "client-" + installation);
    }

    private void install(String app, String installation, String account, String name, Instant at, String client) {
        InstallationId id = new InstallationId(app, installation);
        Installation made = new Installation(id, account, name, at, State.INSTALLED, at, LINKS, null);
        here.store.inTransaction(jdbc -> here.installations.lock(jdbc, made));
        add(id, credential(client, "event-of-" + client, at));
        here.accounts.forget(made);
    }

    private void add(InstallationId id, InstalledCredential credential) {
        here.store.inTransaction(jdbc -> {
            Installation made = here.installations.find(jdbc, id).orElseThrow();
            here.credentials.add(jdbc, made, credential, TestKeys.good());
            return true;
        });
    }

    private void prove(InstallationId id, String client) {
        here.store.inTransaction(jdbc -> {
            here.credentials.prove(jdbc, id, client, NOON);
            return true;
        });
    }

    private static InstalledCredential credential(String client, String event, @Nullable Instant at) {
        return new InstalledCredential(
                client, event, at == null ? NOON : at, key(client), new ClientSecret("c4nary-" + client), null);
    }

    private static SigningKey key(String client) {
        try {
            return SigningKeys.read("key-of-" + client, TestKeys.good(), "ES256");
        } catch (UnusableKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private void forget(String app, String installation) {
        here.accounts.forget(here.installation(new InstallationId(app, installation)));
    }

    private String sealed(String installation, String column) {
        return here.store.inTransaction(
                jdbc -> jdbc.sql("select " + column + " from credential where installation_id = ?")
                        .param(installation)
                        .query(String.class)
                        .single());
    }

    private void seal(String installation, String column, String value) {
        here.store.inTransaction(jdbc -> jdbc.sql("update credential set " + column + " = ? where installation_id = ?")
                .params(value, installation)
                .update());
    }

    private void set(String installation, String column, String value) {
        here.store.inTransaction(
                jdbc -> jdbc.sql("update installation set " + column + " = ? where installation_id = ?")
                        .params(value, installation)
                        .update());
    }

    private void execute(String sql) {
        here.store.inTransaction(jdbc -> jdbc.sql(sql).update());
    }
}
