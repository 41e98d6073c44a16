package dev.tokenvending.signin;

import static dev.tokenvending.signin.TestSignIns.ACCOUNT;
import static dev.tokenvending.signin.TestSignIns.ANNA;
import static dev.tokenvending.signin.TestSignIns.BERT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Outcome.SignInRequired;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.store.TestSeals;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets which token, and who none, when nobody else asks. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class SignedInTokensTests {

    private static final String ALL = "a b";

    private final TestSignIns world;
    private final SignedInTokens tokens;

    SignedInTokensTests(TestDatabase database) {
        world = new TestSignIns(database);
        tokens = world.instance().tokens();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void tokenWhenNobodyHasSignedInThenRequired() {
        world.signIn(BERT, "r1");
        assertThat(outcome(world.wish())).isEqualTo(new SignInRequired("not_signed_in"));
        assertThat(world.calls).isEmpty();
    }

    /** Callers are told apart by kind, issuer and id together. */
    @Test
    void tokenWhenOnlyANamesakeHasSignedInThenRequired() {
        world.signIn(ANNA, "r1");
        Caller sameId = new Caller(CallerKind.ISSUER, "other", ANNA.id());
        Caller sameText = new Caller(CallerKind.ISSUER, "idp/" + ANNA.id(), "x");
        assertThat(outcome(world.wish(sameId, TestSignIns.app(), ALL))).isEqualTo(new SignInRequired("not_signed_in"));
        assertThat(outcome(world.wish(sameText, TestSignIns.app(), ALL)))
                .isEqualTo(new SignInRequired("not_signed_in"));
        assertThat(SignInFor.of(new Caller(CallerKind.ISSUER, "a", "b/c"), new AppId("x")))
                .isNotEqualTo(SignInFor.of(new Caller(CallerKind.ISSUER, "a/b", "c"), new AppId("x")));
    }

    @Test
    void tokenWhenSignedInThenFetchedOnceAndHandedOutAgainOnEveryInstance() {
        world.signIn(ANNA, "r1");
        assertVended(outcome(world.wish()), "t1", false);
        assertVended(outcome(world.wish()), "t1", true);
        assertVended(world.instance().tokens().token(world.wish()).outcome(), "t1", true);
        assertThat(world.calls).singleElement().satisfies(call -> {
            assertThat(call.refreshToken()).isEqualTo("r1");
            assertThat(call.scope()).isEqualTo(TestAccounts.scope(ALL));
        });
    }

    @Test
    void tokenWhenHandedOutAgainThenItsLifeIsWhatIsLeft() {
        world.signIn(ANNA, "r1");
        outcome(world.wish());
        world.clock.advance(Duration.ofMinutes(3));
        Outcome.Vended again = (Outcome.Vended) outcome(world.wish());
        assertThat(again.token().secondsLeft()).isEqualTo(7 * 60);
        assertThat(again.token().expiry().budget()).isEqualTo(TestSignIns.LIFE);
    }

    @Test
    void tokenWhenLessThanTheAppsMinimumIsLeftThenRenewed() {
        world.signIn(ANNA, "r1");
        outcome(world.wish());
        world.clock.advance(Duration.ofMinutes(8));
        assertVended(outcome(world.wish()), "t1", true);
        world.clock.advance(Duration.ofMillis(1));
        assertVended(outcome(world.wish()), "t2", false);
    }

    /** Talkdesk may grant so little that the minimum would have each request renew. */
    @Test
    void tokenWhenLifeIsShorterThanTheMinimumThenHalfOfItCounts() {
        world.talkdesk =
                (_, grant) -> world.issued("t" + world.calls.size(), grant.scope(), null, Duration.ofSeconds(60));
        world.signIn(ANNA, "r1");
        outcome(world.wish());
        world.clock.advance(Duration.ofSeconds(30));
        assertVended(outcome(world.wish()), "t1", true);
        world.clock.advance(Duration.ofMillis(1));
        assertVended(outcome(world.wish()), "t2", false);
    }

    @Test
    void tokenWhenCallerNeedsMoreThanIsLeftThenRenewed() {
        world.signIn(ANNA, "r1");
        outcome(world.wish());
        world.clock.advance(Duration.ofMinutes(5));
        assertVended(outcome(needing(Duration.ofMinutes(5))), "t1", true);
        assertVended(outcome(needing(Duration.ofMinutes(5).plusMillis(1))), "t2", false);
    }

    @Test
    void tokenWhenReuseIsNeverThenAlwaysRenewed() {
        world.signIn(ANNA, "r1");
        UserRequest wish = world.wish(ANNA, TestSignIns.app(Reuse.NEVER), ALL);
        assertVended(outcome(wish), "t1", false);
        assertVended(outcome(wish), "t2", false);
    }

    @Test
    void tokenWhenPolicyNarrowsThenThatScopeIsAskedForAndItsTokenIsNotForOthers() {
        world.signIn(ANNA, "r1");
        assertVended(outcome(world.wish(ANNA, TestSignIns.app(), "a")), "t1", false);
        assertVended(outcome(world.wish(ANNA, TestSignIns.app(), "a")), "t1", true);
        assertVended(outcome(world.wish()), "t2", false);
        assertVended(outcome(world.wish(ANNA, TestSignIns.app(), "a")), "t3", false);
        assertThat(world.calls.stream().map(it -> it.scope().toString())).containsExactly("a", ALL, "a");
    }

    /** As when the user may not do all that the app asks for. */
    @Test
    void tokenWhenLessIsGrantedThanAskedThenThatIsHandedOutAgainAsWhatItIs() {
        world.talkdesk = (_, _) -> world.issued("t" + world.calls.size(), TestAccounts.scope("a"), null);
        world.signIn(ANNA, "r1");
        assertVended(outcome(world.wish()), "t1", false);
        Outcome again = outcome(world.wish());
        assertVended(again, "t1", true);
        assertThat(((Outcome.Vended) again).token().scope()).isEqualTo(TestAccounts.scope("a"));
    }

    @Test
    void tokenWhenScopeIsWiderThanTheSignInsThenRequired() {
        world.signIn(ANNA, "r1");
        assertThat(outcome(world.wish(ANNA, TestSignIns.app(), "a b c"))).isEqualTo(new SignInRequired("wider_scope"));
        assertThat(world.calls).isEmpty();
    }

    @Test
    void tokenWhenAppHasAnotherAccountByNowThenRequired() {
        world.signIn(ANNA, "r1");
        Account other = TestAccounts.builder().id("other").scope(ALL).build();
        UserRequest wish = world.wish();
        UserRequest changed = new UserRequest(
                wish.caller(), wish.app(), other, null, wish.scope(), wish.leastLife(), wish.deadline());
        assertThat(outcome(changed)).isEqualTo(new SignInRequired("other_account"));
        assertThat(world.calls).isEmpty();
        assertVended(outcome(world.wish()), "t1", false);
    }

    @Test
    void tokenWhenRefreshTokensSealIsBrokenThenRequiredAndNobodyIsAsked() {
        world.signIn(ANNA, "r1");
        world.update("update sign_in set refresh_token = 'r1'");
        assertThat(outcome(world.wish())).isEqualTo(new SignInRequired("seal_malformed"));
        assertThat(world.calls).isEmpty();
    }

    @Test
    void tokenWhenRefreshTokenIsCopiedFromAnotherRowThenRequiredAndNobodyIsAsked() {
        world.signIn(ANNA, "r1");
        world.signIn(BERT, "r2");
        copyFromBert("refresh_token");
        assertThat(outcome(world.wish())).isEqualTo(new SignInRequired("seal_other_row"));
        assertThat(world.calls).isEmpty();
    }

    @Test
    void tokenWhenAccessTokenIsCopiedFromAnotherRowThenRequired() {
        world.signIn(ANNA, "r1");
        world.signIn(BERT, "r2");
        outcome(world.wish());
        outcome(world.wish(BERT, TestSignIns.app(), ALL));
        copyFromBert("access_token");
        assertThat(outcome(world.wish())).isEqualTo(new SignInRequired("seal_other_row"));
        assertThat(world.calls).hasSize(2);
    }

    /** The one that is sent away must not pass for the one that is handed out, nor the other way round. */
    @Test
    void tokenWhenRefreshTokenStandsWhereTheAccessTokenWasThenRequired() {
        world.signIn(ANNA, "r1");
        outcome(world.wish());
        world.update("update sign_in set access_token = refresh_token");
        assertThat(outcome(world.wish())).isEqualTo(new SignInRequired("seal_other_row"));
    }

    @Test
    void tokenWhenItsKeyIsGoneThenRequiredAndNobodyIsAsked() {
        world.signIn(ANNA, "r1");
        SignedInTokens without = world.instance(TestSeals.of("another")).tokens();
        assertThat(without.token(world.wish()).outcome()).isEqualTo(new SignInRequired("seal_unknown_key"));
        assertThat(world.calls).isEmpty();
    }

    @Test
    void tokenWhenStoredThenNothingOfItCanBeRead() {
        world.talkdesk = (_, grant) -> world.issued("t-c4nary", grant.scope(), "r-c4nary");
        world.signIn(ANNA, "r0-c4nary");
        assertThat(world.text("sign_in")).doesNotContain("c4nary");
        outcome(world.wish());
        assertThat(world.text("sign_in")).contains(ACCOUNT.id().value()).doesNotContain("c4nary");
    }

    @Test
    void tokenWhenStoreIsDownThenUnavailable() {
        world.signIn(ANNA, "r1");
        TestSignIns.Instance down = world.instance();
        down.store().close();
        Outcome outcome = down.tokens().token(world.wish()).outcome();
        assertThat(outcome).isInstanceOf(Unavailable.class);
        assertThat(((Unavailable) outcome).upstream().reason()).isEqualTo("store_unavailable");
        assertThat(world.calls).isEmpty();
    }

    @Test
    void tokenWhenShuttingDownThenUnavailable() {
        world.signIn(ANNA, "r1");
        TestSignIns.Instance ending = world.instance();
        ending.threads().shutdown();
        Outcome outcome = ending.tokens().token(world.wish()).outcome();
        assertThat(((Unavailable) outcome).upstream().reason()).isEqualTo("shutting_down");
        assertThat(world.calls).isEmpty();
    }

    @Test
    void tokenWhenDeadlineEndsWhileAnotherRenewsThenTimedOut() {
        world.signIn(ANNA, "r1");
        UserRequest wish = world.wish();
        world.store.inTransaction(jdbc -> {
            SignIn signIn = world.signIns.find(jdbc, wish.whom()).orElseThrow();
            return world.signIns.claim(jdbc, signIn, "theirs", Renewals.LEASE);
        });
        world.whenPausing = () -> world.ticker.advance(wish.deadline().budget());
        SignedInTokens.Answer answer = tokens.token(wish);
        assertThat(answer.outcome()).isInstanceOf(TimedOut.class);
        assertThat(Duration.ofNanos(answer.spent().waitNanos()))
                .isEqualTo(wish.deadline().budget());
        assertThat(world.pauses).hasValue(1);
        assertThat(world.calls).isEmpty();
    }

    private Outcome outcome(UserRequest wish) {
        return tokens.token(wish).outcome();
    }

    private UserRequest needing(Duration leastLife) {
        UserRequest wish = world.wish();
        return new UserRequest(
                wish.caller(), wish.app(), wish.account(), null, wish.scope(), leastLife, wish.deadline());
    }

    private void copyFromBert(String column) {
        String bert = SignInFor.of(BERT, TestSignIns.app().id()).callerSha256();
        world.update("update sign_in set " + column + " = (select other." + column
                + " from sign_in other where other.caller_sha256 = '" + bert + "')");
    }

    static void assertVended(Outcome outcome, String token, boolean reused) {
        assertThat(outcome).isInstanceOf(Outcome.Vended.class);
        Outcome.Vended vended = (Outcome.Vended) outcome;
        assertThat(vended.token().value()).isEqualTo(token);
        assertThat(vended.reused()).isEqualTo(reused);
    }
}
