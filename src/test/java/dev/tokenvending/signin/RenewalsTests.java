package dev.tokenvending.signin;

import static dev.tokenvending.signin.SignedInTokensTests.assertVended;
import static dev.tokenvending.signin.TestSignIns.ACCOUNT;
import static dev.tokenvending.signin.TestSignIns.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Outcome.SignInRequired;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.core.UserLoggedOut;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.store.TestDatabases;
import dev.tokenvending.talkdesk.TokenGrant;
import dev.tokenvending.talkdesk.UserExchange;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A refresh token may be good once only: what several do about it at once, and what is done when something breaks. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class RenewalsTests {

    private static final Unavailable BROKEN =
            new Unavailable(Upstream.silent("connection_broken"), Duration.ofSeconds(5));

    private final TestSignIns world;
    private final SignedInTokens one;
    private final SignedInTokens another;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    RenewalsTests(TestDatabase database) {
        world = new TestSignIns(database);
        one = world.instance().tokens();
        another = world.instance().tokens();
        world.signIn(ANNA, "r1");
    }

    @AfterEach
    void close() {
        answered.countDown();
        threads.close();
        world.close();
    }

    @Test
    void renewWhenTwoInstancesWantOneThenOneCallAndBothGetTheToken() throws Exception {
        world.talkdesk = held((_, grant) -> world.issued("t", grant.scope(), "r2"));
        Future<SignedInTokens.Answer> first = begin(world.wish());
        letGoWhenWaitedFor(first);
        assertVended(another.token(world.wish()).outcome(), "t", true);
        assertVended(first.get().outcome(), "t", false);
        assertThat(world.calls).hasSize(1);
        assertThat(world.pauses).hasValue(1);
    }

    @Test
    void renewWhenTheOldTokenStillServesThenNobodyWaits() throws Exception {
        one.token(world.wish());
        world.clock.advance(Duration.ofMinutes(9));
        world.talkdesk = held((_, grant) -> world.issued("new", grant.scope(), null));
        Future<SignedInTokens.Answer> first = begin(world.wish());
        assertVended(another.token(world.wish()).outcome(), "t1", true);
        answered.countDown();
        assertVended(first.get().outcome(), "new", false);
        assertThat(world.pauses).hasValue(0);
    }

    @Test
    void renewWhenReuseIsNeverThenEachWaitsForItsOwn() throws Exception {
        one.token(world.wish());
        world.talkdesk = held((_, grant) -> world.issued("t" + world.calls.size(), grant.scope(), null));
        Future<SignedInTokens.Answer> first = begin(world.wish(ANNA, TestSignIns.app(Reuse.NEVER), "a b"));
        letGoWhenWaitedFor(first);
        Outcome second = another.token(world.wish(ANNA, TestSignIns.app(Reuse.NEVER), "a b"))
                .outcome();
        assertVended(first.get().outcome(), "t2", false);
        assertVended(second, "t3", false);
    }

    @Test
    void renewWhenThereIsANewRefreshTokenThenThatIsSentNextTime() {
        world.talkdesk = (_, grant) -> world.issued("t", grant.scope(), "r" + (world.calls.size() + 1));
        UserRequest wish = world.wish(ANNA, TestSignIns.app(Reuse.NEVER), "a b");
        one.token(wish);
        another.token(wish);
        one.token(wish);
        assertThat(world.calls.stream().map(TokenGrant.Refresh::refreshToken)).containsExactly("r1", "r2", "r3");
    }

    @Test
    void renewWhenThereIsNoNewRefreshTokenThenTheOldOneStays() {
        UserRequest wish = world.wish(ANNA, TestSignIns.app(Reuse.NEVER), "a b");
        one.token(wish);
        another.token(wish);
        assertThat(world.calls.stream().map(TokenGrant.Refresh::refreshToken)).containsExactly("r1", "r1");
    }

    @Test
    void renewWhenRefreshTokenIsNotGoodThenTheSignInIsOver() {
        world.talkdesk = (_, _) -> TestSignIns.rejected("invalid_grant");
        assertThat(one.token(world.wish()).outcome()).isEqualTo(new SignInRequired("invalid_grant"));
        assertThat(world.rows("sign_in")).isZero();
        assertThat(another.token(world.wish()).outcome()).isEqualTo(new SignInRequired("not_signed_in"));
        assertThat(world.calls).hasSize(1);
    }

    @Test
    void renewWhenTalkdeskFailsThenTheSignInStaysAndTheNextTriesAgain() {
        world.talkdesk = (_, _) -> TestSignIns.failed(BROKEN);
        assertThat(one.token(world.wish()).outcome()).isEqualTo(BROKEN);
        world.talkdesk = (_, grant) -> world.issued("t", grant.scope(), null);
        assertVended(another.token(world.wish()).outcome(), "t", false);
        assertThat(world.calls.stream().map(TokenGrant.Refresh::refreshToken)).containsExactly("r1", "r1");
        assertThat(world.pauses).hasValue(0);
    }

    @Test
    void renewWhenTalkdeskRefusesOurClientThenTheSignInStays() {
        world.talkdesk = (_, _) -> TestSignIns.rejected("invalid_client");
        assertThat(one.token(world.wish()).outcome()).isInstanceOf(UpstreamFailure.Rejected.class);
        assertThat(world.rows("sign_in")).isEqualTo(1);
        assertThat(world.calls).hasSize(1);
    }

    @Test
    void renewWhenACustomerHasOtherCredentialsAndTheFirstAreRefusedThenByThose() {
        Account other = TestAccounts.builder().clientId("client-2").scope("a b").build();
        world.talkdesk = (account, grant) ->
                account.equals(other) ? world.issued("t", grant.scope(), null) : TestSignIns.rejected("invalid_client");
        UserRequest wish = world.wish();
        Outcome outcome = one.token(new UserRequest(
                        ANNA, wish.app(), ACCOUNT, other, wish.scope(), wish.leastLife(), wish.deadline()))
                .outcome();
        assertVended(outcome, "t", false);
        assertThat(world.calls).hasSize(2);
    }

    @Test
    void renewWhenItFailsThenWhoWaitedGetsTheFailureAndMakesNoCall() throws Exception {
        world.talkdesk = held((_, _) -> TestSignIns.failed(BROKEN));
        Future<SignedInTokens.Answer> first = begin(world.wish());
        letGoWhenWaitedFor(first);
        Outcome second = another.token(world.wish()).outcome();
        assertThat(first.get().outcome()).isEqualTo(BROKEN);
        assertThat(((Unavailable) second).upstream().reason()).isEqualTo("renewal_failed");
        assertThat(world.calls).hasSize(1);
    }

    @Test
    void renewWhenTheSignInEndsByItThenWhoWaitedHasToSignIn() throws Exception {
        world.talkdesk = held((_, _) -> TestSignIns.rejected("invalid_grant"));
        Future<SignedInTokens.Answer> first = begin(world.wish());
        letGoWhenWaitedFor(first);
        assertThat(another.token(world.wish()).outcome()).isEqualTo(new SignInRequired("not_signed_in"));
        assertThat(first.get().outcome()).isEqualTo(new SignInRequired("invalid_grant"));
        assertThat(world.calls).hasSize(1);
    }

    /** It may be the only time that Talkdesk tells the new refresh token. */
    @Test
    void renewWhenTheCallerHasGoneThenWhatIsGrantedIsKeptForTheNext() {
        world.talkdesk = held((_, grant) -> world.issued("t", grant.scope(), "r2"));
        TestSignIns.Instance leaving = world.instance();
        UserRequest wish = world.wish();
        UserRequest hasty = new UserRequest(
                ANNA,
                wish.app(),
                ACCOUNT,
                null,
                wish.scope(),
                Duration.ZERO,
                Deadline.in(Duration.ofMillis(1), world.ticker));
        assertThat(leaving.tokens().token(hasty).outcome()).isInstanceOf(TimedOut.class);
        answered.countDown();
        leaving.threads().close();
        assertVended(another.token(world.wish()).outcome(), "t", true);
        assertThat(world.calls).hasSize(1);
        another.token(world.wish(ANNA, TestSignIns.app(Reuse.NEVER), "a b"));
        assertThat(world.calls.getLast().refreshToken()).isEqualTo("r2");
    }

    @Test
    void renewWhenStoreIsAwayForAWhileThenTriedAgain() {
        AtomicInteger left = awayOnceAnswered(3);
        assertVended(one.token(world.wish()).outcome(), "t", false);
        assertThat(left).hasValueLessThanOrEqualTo(0);
        assertThat(world.pauses).hasValue(3);
        assertThat(world.calls).hasSize(1);
        assertVended(another.token(world.wish()).outcome(), "t", true);
    }

    @Test
    void renewWhenStoreStaysAwayThenNobodyGetsTheToken() {
        AtomicInteger left = awayOnceAnswered(Integer.MAX_VALUE);
        Outcome outcome = one.token(world.wish()).outcome();
        assertThat(((Unavailable) outcome).upstream().reason()).isEqualTo("store_unavailable");
        assertThat(world.pauses).hasValue(9);
        left.set(0);
        assertThat(find().access()).isNull();
    }

    /** Whether the store has done what it was asked to when it went away is not known. */
    @Test
    void renewedWhenItWasKeptAlreadyThenSoItIs() {
        SignIn signIn = find();
        SignIns.Fresh access =
                new SignIns.Fresh("sealed", signIn.scope(), signIn.scope(), TestSignIns.LIFE, TestSignIns.LIFE);
        world.store.inTransaction(jdbc -> world.signIns.claim(jdbc, signIn, "ours", Renewals.LEASE));
        assertThat(renewed(signIn, "ours", "next", access)).isTrue();
        assertThat(renewed(signIn, "ours", "next", access)).isTrue();
        assertThat(renewed(signIn, "ours", "other", access)).isFalse();
        assertThat(find().refreshToken()).isEqualTo("next");
    }

    @Test
    void renewWhenWhoBeganItIsGoneThenTakenOverAfterTheLease() {
        claim("of-a-killed-instance");
        world.whenPausing = () -> world.clock.advance(Renewals.LEASE.dividedBy(3));
        assertVended(one.token(world.wish()).outcome(), "t1", false);
        assertThat(world.pauses).hasValue(3);
        assertThat(world.calls).hasSize(1);
    }

    @Test
    void renewWhenTakenOverThenTheFirstOneChangesNothing() {
        SignIn signIn = find();
        claim("first");
        world.clock.advance(Renewals.LEASE);
        one.token(world.wish());
        String kept = find().refreshToken();
        world.store.inTransaction(jdbc -> {
            world.signIns.failed(jdbc, signIn, "first");
            world.signIns.over(jdbc, signIn, "first");
            return true;
        });
        assertThat(find().refreshToken()).isEqualTo(kept);
        assertThat(find().failedRenewalId()).isNull();
    }

    @Test
    void claimWhenTwoHaveReadTheSameThenOneHasIt() {
        SignIn read = find();
        assertThat(claim(read, "first")).isTrue();
        assertThat(claim(read, "second")).isFalse();
        assertThat(find().renewal()).isNotNull().extracting(SignIn.Renewal::id).isEqualTo("first");
    }

    @Test
    void claimWhenRenewedSinceItWasReadThenNot() {
        SignIn read = find();
        one.token(world.wish());
        assertThat(claim(read, "late")).isFalse();
    }

    @Test
    void renewWhenForgottenMeanwhileThenNobodyGetsTheToken() {
        world.talkdesk = (_, grant) -> {
            assertThat(world.desk.forget(ANNA, TestSignIns.app())).isEmpty();
            return world.issued("t", grant.scope(), "r2");
        };
        assertThat(one.token(world.wish()).outcome()).isEqualTo(new SignInRequired("over_meanwhile"));
        assertThat(world.rows("sign_in")).isZero();
    }

    @Test
    void renewWhenLoggedOutMeanwhileThenNobodyGetsTheToken() {
        world.update("update sign_in set account_id = 'installed:c1'");
        Account installed =
                TestAccounts.builder().id("installed:c1").scope("a b").build();
        // Sealed for the account it is of.
        SignIn signIn = find();
        world.update("update sign_in set refresh_token = ?", world.seals.seal("r1", signIn.refreshRow()));
        world.talkdesk = (_, grant) -> {
            world.desk.on(new UserLoggedOut("c1", "user-1"));
            return world.issued("t", grant.scope(), "r2");
        };
        UserRequest wish = world.wish();
        Outcome outcome = one.token(new UserRequest(
                        ANNA, wish.app(), installed, null, wish.scope(), wish.leastLife(), wish.deadline()))
                .outcome();
        assertThat(outcome).isEqualTo(new SignInRequired("over_meanwhile"));
        assertThat(world.rows("sign_in")).isZero();
    }

    @Test
    void renewWhenSignedInAnewMeanwhileThenTheNewSignInIsLeftAlone() {
        world.talkdesk = (_, grant) -> {
            world.signIn(ANNA, "new");
            return world.issued("t", grant.scope(), "r2");
        };
        assertThat(one.token(world.wish()).outcome()).isEqualTo(new SignInRequired("over_meanwhile"));
        world.talkdesk = (_, grant) -> world.issued("t2", grant.scope(), null);
        assertVended(another.token(world.wish()).outcome(), "t2", false);
        assertThat(world.calls.getLast().refreshToken()).isEqualTo("new");
    }

    @Test
    void renewWhenRefusedButSignedInAnewMeanwhileThenTheNewSignInStays() {
        world.talkdesk = (_, _) -> {
            world.signIn(ANNA, "new");
            return TestSignIns.rejected("invalid_grant");
        };
        assertThat(one.token(world.wish()).outcome()).isEqualTo(new SignInRequired("invalid_grant"));
        assertThat(world.rows("sign_in")).isEqualTo(1);
    }

    private TestSignIns.Talkdesk held(TestSignIns.Talkdesk then) {
        return (account, grant) -> {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return then.answer(account, grant);
        };
    }

    private Future<SignedInTokens.Answer> begin(UserRequest wish) throws InterruptedException {
        Future<SignedInTokens.Answer> first = threads.submit(() -> one.token(wish));
        asked.await();
        return first;
    }

    /** The first time that the other one waits. */
    private void letGoWhenWaitedFor(Future<SignedInTokens.Answer> first) {
        world.whenPausing = () -> {
            answered.countDown();
            try {
                first.get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** From Talkdesk's answer on, for so many attempts. */
    private AtomicInteger awayOnceAnswered(int attempts) {
        AtomicInteger left = new AtomicInteger();
        Store lost = TestDatabases.open(TestDatabases.h2());
        lost.close();
        world.whenAskedForTheTime = () -> {
            if (left.getAndDecrement() > 0) {
                lost.inTransaction(_ -> 1);
            }
        };
        world.talkdesk = (_, grant) -> {
            UserExchange exchange = world.issued("t", grant.scope(), "r2");
            left.set(attempts);
            return exchange;
        };
        return left;
    }

    private void claim(String renewalId) {
        assertThat(claim(find(), renewalId)).isTrue();
    }

    private boolean claim(SignIn read, String renewalId) {
        return world.store.inTransaction(jdbc -> world.signIns.claim(jdbc, read, renewalId, Renewals.LEASE));
    }

    private boolean renewed(SignIn signIn, String renewalId, String refreshToken, SignIns.Fresh access) {
        return world.store.inTransaction(jdbc -> world.signIns.renewed(jdbc, signIn, renewalId, refreshToken, access));
    }

    private SignIn find() {
        return world.store.inTransaction(
                jdbc -> world.signIns.find(jdbc, world.wish().whom()).orElseThrow());
    }
}
