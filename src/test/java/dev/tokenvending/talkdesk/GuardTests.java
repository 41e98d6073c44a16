package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.talkdesk.Admission.Pass;
import dev.tokenvending.talkdesk.Admission.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GuardTests {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Sign WELL = new Sign.Well();
    private static final Sign FAILED = new Sign.Failed("http_500");
    private static final Sign REFUSED = new Sign.Refused("refused");

    private final FakeTicker ticker = new FakeTicker();
    private final Account account = TestAccounts.account();
    private final Guard guard = new Guard(account, ticker, new Pauses(() -> 0));

    @Test
    void admitWhenFourFailedInARowThenCallsGo() {
        repeat(4, FAILED);
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
        pass();
    }

    @Test
    void admitWhenFiveFailedInARowThenRefusedWithWhatIsLeft() {
        repeat(5, FAILED);
        assertRefusedFor(SECOND);
        ticker.advance(Duration.ofMillis(400));
        assertThat(guard.closedFor()).isEqualTo(Duration.ofMillis(600));
        assertThat(guard.position()).isEqualTo(GuardPosition.OPEN);
        assertThat(guard.state().reason()).isEqualTo("http_500");
        // Rounded up to a whole second.
        assertRefusedFor(SECOND);
        assertThat(guard.places().taken()).isZero();
    }

    @Test
    void admitWhenOneSucceedsAmongTheFailedThenCallsGo() {
        for (int i = 0; i < 20; i++) {
            repeat(4, FAILED);
            repeat(1, WELL);
        }
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
    }

    @Test
    void admitWhenCredentialsWereRefusedFiveTimesThenRefused() {
        repeat(4, REFUSED);
        pass().tell(REFUSED);
        assertRefusedFor(SECOND);
    }

    @Test
    void admitWhenCredentialsStayRefusedThenProbedEveryTenSeconds() {
        repeat(5, REFUSED);
        for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
            assertRefusedFor(Duration.ofSeconds(seconds));
            ticker.advance(Duration.ofSeconds(seconds));
            pass().tell(REFUSED);
        }
    }

    @Test
    void admitWhenAskedToWaitThenRefusedAtOnceForThatLong() {
        tell(new Sign.AskedToWait("http_429", Duration.ofSeconds(42)));
        assertRefusedFor(Duration.ofSeconds(42));
        ticker.advance(Duration.ofSeconds(42).minusNanos(1));
        assertRefusedFor(SECOND);
        ticker.advance(Duration.ofNanos(1));
        pass();
    }

    @Test
    void admitWhenNothingIsKnownOfTheCallsThenCallsGo() {
        repeat(100, new Sign.Nothing());
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
    }

    @Test
    void admitWhenThePauseIsOverThenOneGoesAndNoOther() {
        repeat(5, FAILED);
        ticker.advance(SECOND);
        assertThat(guard.position()).isEqualTo(GuardPosition.HALF_OPEN);
        Pass probe = pass();
        assertRefusedFor(SECOND);
        assertThat(guard.position()).isEqualTo(GuardPosition.HALF_OPEN);
        probe.tell(WELL);
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
        repeat(4, FAILED);
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
    }

    @Test
    void admitWhenTheProbeFailsThenRefusedForTwiceAsLongUpToHalfAMinute() {
        repeat(5, FAILED);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
            assertRefusedFor(Duration.ofSeconds(seconds));
            ticker.advance(Duration.ofSeconds(seconds));
            pass().tell(FAILED);
        }
        ticker.advance(Duration.ofSeconds(30));
        pass().tell(WELL);
        repeat(5, FAILED);
        assertRefusedFor(SECOND);
    }

    @Test
    void admitWhenTheProbeTellsNothingThenTheNextIsTheProbe() {
        repeat(5, FAILED);
        ticker.advance(SECOND);
        for (int i = 0; i < 3; i++) {
            Pass probe = pass();
            assertRefusedFor(SECOND);
            probe.tell(new Sign.Nothing());
        }
        pass().tell(FAILED);
        assertRefusedFor(Duration.ofSeconds(2));
    }

    @Test
    void admitWhenManyComeAsThePauseEndsThenOneGoes() throws Exception {
        repeat(5, FAILED);
        ticker.advance(SECOND);
        List<FutureTask<Admission>> callers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            callers.add(new FutureTask<>(() -> guard.admit(deadline())));
        }
        callers.forEach(Thread.ofVirtual()::start);
        int went = 0;
        for (FutureTask<Admission> caller : callers) {
            went += caller.get() instanceof Pass ? 1 : 0;
        }
        assertThat(went).isEqualTo(1);
        assertThat(guard.places().taken()).isEqualTo(1);
    }

    @Test
    void tellWhenTheCallBeganBeforeTheGuardOpenedThenItCountsForNothing() {
        List<Pass> early = passes(20);
        early.subList(0, 5).forEach(pass -> pass.tell(FAILED));
        assertRefusedFor(SECOND);
        // Neither longer nor shorter, whatever the others bring.
        early.subList(5, 10).forEach(pass -> pass.tell(FAILED));
        assertRefusedFor(SECOND);
        early.get(10).tell(new Sign.AskedToWait("http_429", Duration.ofMinutes(5)));
        early.get(11).tell(WELL);
        assertRefusedFor(SECOND);
        ticker.advance(SECOND);
        Pass probe = pass();
        early.get(12).tell(WELL);
        early.get(13).tell(FAILED);
        assertRefusedFor(SECOND);
        probe.tell(WELL);
        early.subList(14, 20).forEach(pass -> pass.tell(FAILED));
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
        repeat(4, FAILED);
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
    }

    @Test
    void admitWhenTheGuardOpensDuringTheWaitForAPlaceThenRefusedAndNoPlaceIsLost() throws Exception {
        List<Pass> all = passes(64);
        FutureTask<Admission> waiting = new FutureTask<>(() -> guard.admit(deadline()));
        Thread.ofVirtual().start(waiting);
        await().until(() -> guard.places().waiting() == 1);
        all.subList(0, 5).forEach(pass -> pass.tell(FAILED));
        all.getFirst().giveBack();
        assertThat(waiting.get()).isEqualTo(new Refused("guard_open", SECOND));
        all.subList(1, 64).forEach(Pass::giveBack);
        assertThat(guard.places().taken()).isZero();
    }

    @Test
    void admitWhenTooManyWaitThenRefusedForFiveSeconds() throws InterruptedException {
        passes(64);
        Deadline over = new Deadline(ticker, ticker.nanos(), SECOND);
        assertThat(guard.admit(over)).isEqualTo(new Refused("too_many_waiting", Duration.ofSeconds(5)));
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
    }

    @Test
    void admitWhenHalfTheTimeWasSpentElsewhereThenATimeoutIsNotTalkdesksDoing() {
        assertThat(pass().hasTime()).isTrue();
        Deadline half = deadline();
        ticker.advance(Duration.ofSeconds(10));
        assertThat(pass(half).hasTime()).isTrue();
        ticker.advance(Duration.ofNanos(1));
        assertThat(pass(half).hasTime()).isFalse();
    }

    @Test
    void useWhenTheKeyIsAnotherThenCallsGoAtOnceAndFormerOnesCountForNothing() {
        List<Pass> early = passes(10);
        repeat(5, REFUSED);
        assertRefusedFor(SECOND);
        guard.use(TestAccounts.builder()
                .privateKey(TestAccounts.keyPair(KeyAlgorithm.ES384).getPrivate())
                .build());
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
        early.forEach(pass -> pass.tell(REFUSED));
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
    }

    @Test
    void useWhenTheAssertionsLifeIsAnotherThenCallsGoAtOnce() {
        repeat(5, REFUSED);
        guard.use(
                TestAccounts.builder().assertionLifetime(Duration.ofMinutes(1)).build());
        assertThat(guard.position()).isEqualTo(GuardPosition.CLOSED);
    }

    @Test
    void useWhenOnlyNameOrScopeAreOthersThenStillOpen() {
        repeat(5, REFUSED);
        guard.use(TestAccounts.builder().id("renamed").scope("calls:read").build());
        assertRefusedFor(SECOND);
    }

    private List<Pass> passes(int number) {
        List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            passes.add(pass());
        }
        return passes;
    }

    private void repeat(int times, Sign sign) {
        for (int i = 0; i < times; i++) {
            tell(sign);
        }
    }

    private void tell(Sign sign) {
        Pass pass = pass();
        pass.giveBack();
        pass.tell(sign);
    }

    private Pass pass() {
        return pass(deadline());
    }

    private Pass pass(Deadline deadline) {
        Admission admission = admit(deadline);
        assertThat(admission).isInstanceOf(Pass.class);
        return (Pass) admission;
    }

    private void assertRefusedFor(Duration time) {
        assertThat(admit(deadline())).isEqualTo(new Refused("guard_open", time));
    }

    private Admission admit(Deadline deadline) {
        try {
            return guard.admit(deadline);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(20), ticker);
    }
}
