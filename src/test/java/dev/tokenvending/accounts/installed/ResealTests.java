package dev.tokenvending.accounts.installed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.SigningKeys;
import dev.tokenvending.accounts.TestKeys;
import dev.tokenvending.accounts.UnusableKeyException;
import dev.tokenvending.core.ClientSecret;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.store.TestSeals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ResealTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final String SECRET = "c4nary-client-secret";

    /** By the old key alone, by both, and by the new key alone. */
    private final List<Seals> seals = TestSeals.rotation("2027", "2028");

    private final Store store;
    private final InstalledFixture before;
    private final InstalledFixture after;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    ResealTests(TestDatabase database) {
        this.store = database.open();
        this.before = new InstalledFixture(store, seals.getFirst(), CLOCK);
        this.after = new InstalledFixture(store, seals.get(1), CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("c4nary");
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("c4nary");
    }

    @Test
    void runWhenSealedByAnotherKeyThenTheNewOneAloneOpensIt() throws UnusableKeyException {
        add(before, "inst-1", "client-1", SECRET);
        add(before, "inst-2", "client-2", null);
        add(after, "inst-3", "client-3", SECRET);
        assertThat(reseal().run(false, print(out), print(err))).isZero();
        assertThat(told(out)).first().isEqualTo("2 sealed anew, 1 already by 2028, 0 cannot be opened");
        assertThat(told(out)).last().asString().contains("another key than 2028", "token-vending.encryption-keys");
        assertThat(columns()).hasSize(5).allMatch(seals.get(1)::isCurrent);
        InstalledFixture without = new InstalledFixture(store, seals.getLast(), CLOCK);
        assertThat(without.credentials(id("inst-1")))
                .singleElement()
                .satisfies(it -> assertThat(it.secret()).isEqualTo(new ClientSecret(SECRET)));
        assertThat(without.credentials(id("inst-2"))).hasSize(1);
    }

    @Test
    void runWhenRunAgainThenNothingChanges() throws UnusableKeyException {
        add(before, "inst-1", "client-1", SECRET);
        reseal().run(false, print(out), print(err));
        List<String> once = columns();
        assertThat(reseal().run(false, print(out), print(err))).isZero();
        assertThat(told(out)).contains("0 sealed anew, 1 already by 2028, 0 cannot be opened");
        assertThat(columns()).isEqualTo(once);
    }

    @Test
    void runWhenDryThenOnlyCounted() throws UnusableKeyException {
        add(before, "inst-1", "client-1", SECRET);
        List<String> untouched = columns();
        assertThat(reseal().run(true, print(out), print(err))).isZero();
        assertThat(told(out)).containsExactly("1 would be sealed anew, 0 already by 2028, 0 cannot be opened");
        assertThat(columns()).isEqualTo(untouched);
    }

    @Test
    void runWhenKeyIsMissingThenToldWhoseAndTheOthersAreSealed() throws UnusableKeyException {
        add(new InstalledFixture(store, TestSeals.of("2026"), CLOCK), "inst-1", "client-1", SECRET);
        add(before, "inst-2", "client-2", SECRET);
        assertThat(reseal().run(false, print(out), print(err))).isEqualTo(1);
        assertThat(told(out)).containsExactly("1 sealed anew, 0 already by 2028, 1 cannot be opened");
        assertThat(told(err))
                .first()
                .isEqualTo("Client client-1 of installation inst-1 of app app, sealed by key 2026: unknown_key");
        assertThat(told(err)).last().asString().startsWith("Take no key out of token-vending.encryption-keys.");
    }

    /** Whoever is about to throw keys away wants to know of those, too, that bear the name of the right one. */
    @Test
    void runWhenAnotherKeyHasTheSameIdThenTold() throws UnusableKeyException {
        add(new InstalledFixture(store, TestSeals.of("2028"), CLOCK), "inst-1", "client-1", SECRET);
        assertThat(reseal().run(true, print(out), print(err))).isEqualTo(1);
        assertThat(told(out)).containsExactly("0 would be sealed anew, 0 already by 2028, 1 cannot be opened");
        assertThat(told(err)).first().asString().endsWith("sealed by key 2028: tampered");
    }

    @Test
    void runWhenOneIsNoSealThenTold() throws UnusableKeyException {
        add(before, "inst-1", "client-1", SECRET);
        store.inTransaction(jdbc ->
                jdbc.sql("update credential set private_key = 'no seal'").update());
        assertThat(reseal().run(false, print(out), print(err))).isEqualTo(1);
        assertThat(told(err)).first().asString().endsWith("sealed by key none: malformed");
    }

    @Test
    void runWhenThereAreMoreThanAPageThenAllAreSealed() throws UnusableKeyException {
        int all = SealedCredentials.PAGE + 1;
        for (int i = 0; i < all; i++) {
            add(before, "inst-" + i, "client-" + i, null);
        }
        reseal().run(false, print(out), print(err));
        assertThat(told(out)).first().isEqualTo(all + " sealed anew, 0 already by 2028, 0 cannot be opened");
        assertThat(columns()).hasSize(all).allMatch(seals.get(1)::isCurrent);
    }

    @Test
    void runWhenThereAreNoneThenNothing() {
        assertThat(reseal().run(false, print(out), print(err))).isZero();
        assertThat(told(out)).first().isEqualTo("0 sealed anew, 0 already by 2028, 0 cannot be opened");
    }

    @Test
    void runWhenSeveralRunAtOnceThenEachIsSealedOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            add(before, "inst-" + i, "client-" + i, SECRET);
        }
        List<ByteArrayOutputStream> said = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ByteArrayOutputStream one = new ByteArrayOutputStream();
                said.add(one);
                all.add(threads.submit(() -> reseal().run(false, print(one), print(err))));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isZero();
            }
        }
        assertThat(said.stream()
                        .mapToInt(one -> Integer.parseInt(told(one).getFirst().split(" ", 2)[0]))
                        .sum())
                .isEqualTo(20);
        assertThat(columns()).hasSize(40).allMatch(seals.get(1)::isCurrent);
    }

    @Test
    void replaceWhenChangedMeanwhileThenWhatIsThereStays() throws UnusableKeyException {
        add(before, "inst-1", "client-1", SECRET);
        SealedCredentials credentials = new SealedCredentials(store);
        SealedCredential read = credentials.after(null).getFirst();
        SealedCredential other = sealed(read, "other");
        assertThat(credentials.replace(read, other)).isTrue();
        assertThat(credentials.replace(read, sealed(read, "late"))).isFalse();
        assertThat(credentials.find(read)).contains(other);
        SealedCredential halfStale = new SealedCredential(read.row(), other.privateKey(), null);
        assertThat(credentials.replace(halfStale, sealed(read, "late"))).isFalse();
        assertThat(credentials.find(read)).contains(other);
    }

    @Test
    void findWhenErasedThenNone() throws UnusableKeyException {
        add(before, "inst-1", "client-1", SECRET);
        SealedCredentials credentials = new SealedCredentials(store);
        SealedCredential read = credentials.after(null).getFirst();
        store.inTransaction(jdbc -> jdbc.sql("delete from credential").update());
        assertThat(credentials.find(read)).isEmpty();
        assertThat(credentials.replace(read, sealed(read, "late"))).isFalse();
        assertThat(columns()).isEmpty();
    }

    @Test
    void lookWhenThereAreSealsThenCountedAndLeftAsTheyAre() throws UnusableKeyException {
        add(before, "inst-1", "client-1", SECRET);
        add(after, "inst-2", "client-2", null);
        List<String> once = columns();
        assertThat(reseal().look()).isEqualTo(new Reseal.Count(1, 1, 0));
        assertThat(new Reseal(seals.getLast(), List.of(new SealedCredentials(store))).look())
                .isEqualTo(new Reseal.Count(0, 1, 1));
        assertThat(columns()).isEqualTo(once);
    }

    @Test
    void runWhenDatabaseIsDownThenTold() {
        store.close();
        assertThat(reseal().run(false, print(out), print(err))).isEqualTo(1);
        assertThat(told(err)).singleElement().asString().startsWith("The database is unavailable.");
        assertThat(told(out)).isEmpty();
    }

    private static SealedCredential sealed(SealedCredential read, String by) {
        return new SealedCredential(read.row(), by + "-private-key", by + "-client-secret");
    }

    private Reseal reseal() {
        return new Reseal(seals.get(1), List.of(new SealedCredentials(store)));
    }

    private List<String> columns() {
        return store.inTransaction(jdbc -> jdbc
                .sql("select private_key, client_secret from credential")
                .query((row, _) -> {
                    @Nullable String secret = row.getString(2);
                    return secret == null ? List.of(row.getString(1)) : List.of(row.getString(1), secret);
                })
                .list()
                .stream()
                .flatMap(List::stream)
                .toList());
    }

    private static void add(InstalledFixture by, String installation, String client, @Nullable String secret)
            throws UnusableKeyException {
        Installation known =
                new Installation(id(installation), "acc", null, NOON, Installation.State.INSTALLED, NOON, null, null);
        InstalledCredential credential = new InstalledCredential(
                client,
                "event",
                NOON,
                SigningKeys.read("key", TestKeys.good(), "ES256"),
                secret == null ? null : new ClientSecret(secret),
                null);
        by.store.inTransaction(jdbc -> {
            by.installations.lock(jdbc, known);
            by.credentials.add(jdbc, known, credential, TestKeys.good());
            return true;
        });
    }

    private static InstallationId id(String installation) {
        return new InstallationId("app", installation);
    }

    private static List<String> told(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
