package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.installed.AccountAnswer;
import dev.tokenvending.accounts.installed.Installation;
import dev.tokenvending.accounts.installed.Installation.State;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.accounts.installed.InstalledFixture;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.CustomerEvent.Effect;
import dev.tokenvending.core.InstallationPolicy.Verdict;
import dev.tokenvending.core.TestClock;
import dev.tokenvending.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class EventIntakeTests {

    private static final Instant NOON = TestEvents.NOON;
    private static final Clock CLOCK = Clock.fixed(NOON.plus(Duration.ofHours(1)), ZoneOffset.UTC);
    private static final InstallationId ID = new InstallationId(TestEvents.APP, TestEvents.INSTALLATION);

    private final TestDatabase database;
    private final TestIntake door;

    EventIntakeTests(TestDatabase database) {
        this.database = database;
        this.door = new TestIntake(database, CLOCK);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void takeWhenInstalledThenTheAccountIsFoundAndApprovalWaits() {
        assertThat(find()).isInstanceOf(AccountAnswer.NotInstalled.class);
        assertThat(door.take(TestEvents.installed("e1", NOON))).isEqualTo(Effect.APPLIED);
        assertThat(clientOfAccount()).isEqualTo("client-e1");
        assertThat(door.installed.installation(ID).links())
                .extracting(Installation.Links::authorizationUrl)
                .hasToString(TestEvents.SIGN_IN);
        assertThat(waiting()).containsExactly("approve");
    }

    @Test
    void takeWhenItComesTwiceThenAppliedOnce() {
        assertThat(door.take(TestEvents.installed("e1", NOON))).isEqualTo(Effect.APPLIED);
        assertThat(door.take(TestEvents.installed("e1", NOON))).isEqualTo(Effect.DUPLICATE);
        assertThat(waiting()).containsExactly("approve");
    }

    @Test
    void takeWhenItComesToTwoInstancesManyTimesAtOnceThenAppliedOnce() throws Exception {
        TestIntake other = new TestIntake(new InstalledFixture(door.installed, CLOCK), CLOCK);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Effect>> deliveries = IntStream.range(0, 16)
                    .mapToObj(i ->
                            (Callable<Effect>) () -> (i % 2 == 0 ? door : other).take(TestEvents.installed("e1", NOON)))
                    .toList();
            List<Effect> effects = new ArrayList<>();
            for (Future<Effect> delivery : threads.invokeAll(deliveries)) {
                effects.add(delivery.get());
            }
            assertThat(effects).containsOnlyOnce(Effect.APPLIED).contains(Effect.DUPLICATE);
        }
        assertThat(waiting()).containsExactly("approve");
    }

    @Test
    void takeWhenUninstalledThenGoneAtOnceErasedAndATombstoneStays() {
        door.take(TestEvents.installed("e1", NOON));
        assertThat(find()).isInstanceOf(AccountAnswer.Found.class);
        assertThat(door.take(TestEvents.uninstalled("e2", NOON.plusSeconds(1)))).isEqualTo(Effect.APPLIED);
        assertThat(find()).isInstanceOf(AccountAnswer.NotInstalled.class);
        assertThat(door.installed.credentials(ID)).isEmpty();
        assertThat(door.installed.installation(ID).state()).isEqualTo(State.UNINSTALLED);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void takeWhenUninstalledElsewhereThenGoneWithTheNextLook() {
        try (InstalledFixture other = new InstalledFixture(door.installed, CLOCK)) {
            door.take(TestEvents.installed("e1", NOON));
            assertThat(other.find(TestEvents.APP, TestEvents.ACCOUNT)).isInstanceOf(AccountAnswer.Found.class);
            door.take(TestEvents.uninstalled("e2", NOON.plusSeconds(1)));
            assertThat(other.look()).isTrue();
            assertThat(other.find(TestEvents.APP, TestEvents.ACCOUNT)).isInstanceOf(AccountAnswer.NotInstalled.class);
        }
    }

    /** Whatever the order, the same state. */
    @Test
    void takeWhenEventsComeInAnyOrderThenTheRightState() {
        List<Map<String, Object>> events = List.of(
                TestEvents.installed("e1", NOON),
                TestEvents.rotated("e2", NOON.plusSeconds(10)),
                TestEvents.trial("e3", "app.trial_started", NOON.plusSeconds(20), NOON.plusSeconds(1000)),
                TestEvents.trial("e4", "app.trial_ended", NOON.plusSeconds(30), NOON.plusSeconds(30)));
        for (List<Map<String, Object>> order : permutations(events)) {
            try (TestIntake fresh = new TestIntake(database, CLOCK)) {
                order.forEach(fresh::take);
                assertThat(fresh.installed.installation(ID).state()).isEqualTo(State.INSTALLED);
                assertThat(fresh.installed.credentials(ID))
                        .extracting(it -> it.clientId())
                        .containsExactly("client-e2", "client-e1");
                Installation.Trial trial = fresh.installed.installation(ID).trial();
                assertThat(trial)
                        .as("%s", ids(order))
                        .isEqualTo(new Installation.Trial(NOON.plusSeconds(30), NOON.plusSeconds(30)));
            }
        }
    }

    @Test
    void takeWhenRemovalIsAmongThemThenGoneInAnyOrder() {
        List<Map<String, Object>> events = List.of(
                TestEvents.installed("e1", NOON),
                TestEvents.rotated("e2", NOON.plusSeconds(10)),
                TestEvents.uninstalled("e3", NOON.plusSeconds(20)));
        for (List<Map<String, Object>> order : permutations(events)) {
            try (TestIntake fresh = new TestIntake(database, CLOCK)) {
                order.forEach(fresh::take);
                assertThat(fresh.installed.installation(ID).state())
                        .as("%s", ids(order))
                        .isEqualTo(State.UNINSTALLED);
                assertThat(fresh.installed.credentials(ID)).as("%s", ids(order)).isEmpty();
            }
        }
    }

    /** The rotation belongs to the second installation, whatever comes before it. */
    @Test
    void takeWhenRemovedInstalledAndRotatedInAnyOrderThenTheRotationIsNotLost() {
        List<Map<String, Object>> events = List.of(
                TestEvents.installed("e1", NOON),
                TestEvents.uninstalled("e2", NOON.plusSeconds(10)),
                TestEvents.installed("e3", NOON.plusSeconds(20)),
                TestEvents.rotated("e4", NOON.plusSeconds(30)));
        for (List<Map<String, Object>> order : permutations(events)) {
            try (TestIntake fresh = new TestIntake(database, CLOCK)) {
                order.forEach(fresh::take);
                assertThat(fresh.installed.installation(ID).state())
                        .as("%s", ids(order))
                        .isEqualTo(State.INSTALLED);
                assertThat(fresh.installed.credentials(ID))
                        .as("%s", ids(order))
                        .extracting(it -> it.clientId())
                        .containsExactly("client-e4", "client-e3");
                List<String> waiting = fresh.store().inTransaction(jdbc -> fresh.outbox.waitingFor(jdbc, ID));
                assertThat(waiting).as("%s", ids(order)).contains("approve", "acknowledged");
            }
        }
    }

    @Test
    void takeWhenAnOlderRotationComesLateThenTheLaterLinksStay() {
        door.take(TestEvents.installed("e1", NOON));
        door.take(TestEvents.withLinks(TestEvents.rotated("e3", NOON.plusSeconds(20)), "https://api.talkdeskapp.eu"));
        door.take(TestEvents.rotated("e2", NOON.plusSeconds(10)));
        assertThat(door.installed.installation(ID).links())
                .extracting(Installation.Links::apiRoot)
                .hasToString("https://api.talkdeskapp.eu");
        assertThat(waiting()).containsExactly("approve", "acknowledged", "acknowledged");
    }

    @Test
    void takeWhenRotatedAfterARemovalThenNobodyIsServed() {
        door.take(TestEvents.installed("e1", NOON));
        door.take(TestEvents.uninstalled("e2", NOON.plusSeconds(10)));
        assertThat(door.take(TestEvents.rotated("e3", NOON.plusSeconds(20)))).isEqualTo(Effect.APPLIED);
        assertThat(find()).isInstanceOf(AccountAnswer.NotInstalled.class);
    }

    /** Our own time has no say in it. */
    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "P1D", "P10D"})
    void takeWhenTheClockJumpsThenStillInTheOrderOfTalkdesk(Duration jump) {
        TestClock clock = new TestClock(NOON);
        try (TestIntake jumping = new TestIntake(database, clock)) {
            assertThat(jumping.take(TestEvents.installed("e1", NOON))).isEqualTo(Effect.APPLIED);
            clock.advance(jump);
            assertThat(jumping.take(TestEvents.uninstalled("e2", NOON.plusSeconds(10))))
                    .isEqualTo(Effect.APPLIED);
            assertThat(jumping.take(TestEvents.installed("e3", NOON.plusSeconds(5))))
                    .isEqualTo(Effect.STALE);
            clock.advance(jump.negated());
            assertThat(jumping.take(TestEvents.rotated("e4", NOON.plusSeconds(5))))
                    .isEqualTo(Effect.STALE);
            assertThat(jumping.take(TestEvents.installed("e5", NOON.plusSeconds(20))))
                    .isEqualTo(Effect.APPLIED);
            clock.advance(jump);
            assertThat(jumping.take(TestEvents.uninstalled("e6", NOON.plusSeconds(15))))
                    .isEqualTo(Effect.STALE);
            assertThat(jumping.installed.installation(ID).state()).isEqualTo(State.INSTALLED);
            assertThat(jumping.installed.credentials(ID))
                    .extracting(it -> it.clientId())
                    .containsExactly("client-e5");
        }
    }

    @Test
    void takeWhenRemovedAndInstalledInTheSameSecondThenGone() {
        door.take(TestEvents.uninstalled("e2", NOON));
        assertThat(door.take(TestEvents.installed("e1", NOON))).isEqualTo(Effect.STALE);
        assertThat(find()).isInstanceOf(AccountAnswer.NotInstalled.class);
    }

    @Test
    void takeWhenInstalledAgainAfterRemovalThenFound() {
        door.take(TestEvents.installed("e1", NOON));
        door.take(TestEvents.uninstalled("e2", NOON.plusSeconds(1)));
        assertThat(door.take(TestEvents.installed("e3", NOON.plusSeconds(2)))).isEqualTo(Effect.APPLIED);
        assertThat(door.take(TestEvents.uninstalled("e4", NOON.plusSeconds(1)))).isEqualTo(Effect.STALE);
        assertThat(clientOfAccount()).isEqualTo("client-e3");
    }

    @Test
    void takeWhenRotatedThenOldCredentialsServeUntilTheNewAreProven() {
        door.take(TestEvents.installed("e1", NOON));
        prove("client-e1");
        door.take(TestEvents.rotated("e2", NOON.plusSeconds(10)));
        assertThat(clientOfAccount()).isEqualTo("client-e1");
        assertThat(((AccountAnswer.Found) find()).account().other())
                .extracting(Account::clientId)
                .isEqualTo("client-e2");
        assertThat(waiting()).containsExactly("approve", "acknowledged");
        prove("client-e2");
        door.installed.look();
        AccountAnswer.Found found = (AccountAnswer.Found) find();
        assertThat(found.account().current().clientId()).isEqualTo("client-e2");
        assertThat(found.account().other()).isNotNull();
    }

    @Test
    void eraseReplacedWhenAWeekHasPassedThenOnlyTheProvenSuccessorStays() {
        door.take(TestEvents.installed("e1", NOON));
        door.take(TestEvents.rotated("e2", NOON.plusSeconds(10)));
        prove("client-e1");
        Instant week = NOON.plusSeconds(10).plus(Duration.ofDays(7));
        assertThat(erasedAt(week)).as("the new ones are not proven").isZero();
        prove("client-e2");
        assertThat(erasedAt(week.minusMillis(1))).isZero();
        assertThat(erasedAt(week)).isOne();
        assertThat(door.installed.credentials(ID))
                .extracting(it -> it.clientId())
                .containsExactly("client-e2");
    }

    private int erasedAt(Instant now) {
        return door.store().inTransaction(jdbc -> door.installed.credentials.eraseReplaced(jdbc, now));
    }

    @Test
    void takeWhenInstallationBelongsToAnotherAccountThenConflicting() {
        door.take(TestEvents.installed("e1", NOON));
        Map<String, Object> data = TestEvents.customer();
        data.put("account_id", "another");
        assertThat(door.take(TestEvents.of("e2", "app.uninstalled", NOON.plusSeconds(1), data)))
                .isEqualTo(Effect.CONFLICTING);
        assertThat(clientOfAccount()).isEqualTo("client-e1");
    }

    @Test
    void takeWhenRotationIsFromBeforeAReinstallThenStale() {
        door.take(TestEvents.installed("e3", NOON.plusSeconds(60)));
        assertThat(door.take(TestEvents.rotated("e2", NOON))).isEqualTo(Effect.STALE);
        assertThat(clientOfAccount()).isEqualTo("client-e3");
    }

    @Test
    void takeWhenUpdatedThenApprovedAnewAndTheNewestNameStays() {
        door.take(TestEvents.installed("e1", NOON));
        door.take(update("e3", "new", NOON.plusSeconds(20)));
        assertThat(door.take(update("e2", "old", NOON.plusSeconds(10)))).isEqualTo(Effect.STALE);
        assertThat(door.installed.installation(ID).accountName()).isEqualTo("new");
        assertThat(waiting()).containsExactly("approve", "approve");
    }

    private static Map<String, Object> update(String id, String name, Instant at) {
        Map<String, Object> data = TestEvents.customer();
        data.put("account_name", name);
        return TestEvents.of(id, "app.updated", at, data);
    }

    @Test
    void takeWhenTypeIsUnknownThenRecorded() {
        assertThat(door.take(TestEvents.of("e1", "app.unheard_of", NOON, Map.of())))
                .isEqualTo(Effect.RECORDED);
        assertThat(door.take(TestEvents.of("e1", "app.unheard_of", NOON, Map.of())))
                .isEqualTo(Effect.DUPLICATE);
    }

    /** Talkdesk would bring it again and again if it were an error of ours. */
    @Test
    void takeWhenItHoldsWhatNoDatabaseHoldsThenRefused() {
        for (String name : List.of("a\u0000b", "a\nb")) {
            Map<String, Object> data = TestEvents.credentials("client");
            data.put("account_name", name);
            assertRefused("data", data, "bad_account_name");
            assertRefused("type", name, "bad_type");
        }
        for (String time : List.of("+999999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z")) {
            assertRefused("created_at", time, "bad_created_at");
        }
        Map<String, Object> data = TestEvents.credentials("client");
        data.put("client_secret", "a".repeat(100_000));
        assertRefused("data", data, "bad_client_secret");
        String half = new String(TestEvents.json(TestEvents.installed("e1", NOON)), StandardCharsets.UTF_8)
                .replace("starship", "\\ud800");
        assertThat(door.intake.signed(half.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Taken.Refused.class);
        assertThat(find()).isInstanceOf(AccountAnswer.NotInstalled.class);
    }

    private void assertRefused(String field, Object value, String reason) {
        Map<String, Object> event = TestEvents.installed("e1", NOON);
        event.put(field, value);
        assertThat(door.intake.signed(TestEvents.json(event))).isEqualTo(new Taken.Refused(reason));
    }

    @Test
    void takeWhenPolicyRejectsThenNobodyIsServedAndRejectionWaits() {
        try (TestIntake strict = new TestIntake(database, CLOCK, _ -> new Verdict.Rejected("no contract"))) {
            assertThat(strict.take(TestEvents.installed("e1", NOON))).isEqualTo(Effect.REJECTED);
            assertThat(strict.installed.find(TestEvents.APP, TestEvents.ACCOUNT))
                    .isInstanceOf(AccountAnswer.NotInstalled.class);
            List<String> waiting = strict.store().inTransaction(jdbc -> strict.outbox.waitingFor(jdbc, ID));
            assertThat(waiting).containsExactly("reject");
        }
    }

    @Test
    void takeWhenPolicyThrowsThenRejected() {
        try (TestIntake broken = new TestIntake(database, CLOCK, _ -> {
            throw new IllegalStateException("c4nary");
        })) {
            broken.take(TestEvents.installed("e1", NOON));
            assertThat(broken.installed.installation(ID).state()).isEqualTo(State.REJECTED);
        }
    }

    private void prove(String clientId) {
        door.store().inTransaction(jdbc -> {
            door.installed.credentials.prove(jdbc, ID, clientId, NOON);
            door.installed.installations.touch(jdbc, ID);
            return true;
        });
        door.installed.accounts.forget(door.installed.installation(ID));
    }

    private AccountAnswer find() {
        return door.installed.find(TestEvents.APP, TestEvents.ACCOUNT);
    }

    private String clientOfAccount() {
        return ((AccountAnswer.Found) find()).account().current().clientId();
    }

    private List<String> waiting() {
        return door.store().inTransaction(jdbc -> door.outbox.waitingFor(jdbc, ID));
    }

    private static List<Object> ids(List<Map<String, Object>> events) {
        return events.stream().map(event -> event.get("id")).toList();
    }

    private static <T> List<List<T>> permutations(List<T> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> permutations = new ArrayList<>();
        for (T first : all) {
            List<T> rest = new ArrayList<>(all);
            rest.remove(first);
            for (List<T> tail : permutations(rest)) {
                List<T> whole = new ArrayList<>(List.of(first));
                whole.addAll(tail);
                permutations.add(whole);
            }
        }
        return permutations;
    }
}
