package dev.tokenvending.signin;

import static dev.tokenvending.signin.TestSignIns.ACCOUNT;
import static dev.tokenvending.signin.TestSignIns.ANNA;
import static dev.tokenvending.signin.TestSignIns.BERT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Outcome.SignInRequired;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UserLoggedOut;
import dev.tokenvending.signin.SignInDesk.Begun;
import dev.tokenvending.store.TestDatabase;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.util.UriComponentsBuilder;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class SignInDeskTests {

    private static final URI REDIRECT = URI.create("https://tokens.example.com/authorization/callback");
    private static final SignInRequired CODE_NOT_GOOD = new SignInRequired("code_not_good");

    private final TestSignIns world;

    SignInDeskTests(TestDatabase database) {
        world = new TestSignIns(database);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void beginWhenThereIsRoomThenTheUrlHoldsWhatTheStoreKnows() {
        Begun.Started started = (Begun.Started) begin(settings(true, 10));
        assertThat(started.expiresIn()).isEqualTo(Duration.ofMinutes(10));
        assertThat(started.url()).asString().startsWith("https://acme.talkdeskid.example/oauth/authorize?");
        Map<String, String> query = query(started.url());
        Pending pending = world.within(jdbc -> world.pending.take(jdbc, new OneTime(query.getOrDefault("state", ""))))
                .orElseThrow();
        assertThat(query)
                .containsOnlyKeys(
                        "response_type",
                        "client_id",
                        "redirect_uri",
                        "scope",
                        "state",
                        "nonce",
                        "code_challenge",
                        "code_challenge_method")
                .containsEntry("response_type", "code")
                .containsEntry("client_id", ACCOUNT.clientId())
                .containsEntry("redirect_uri", REDIRECT.toString())
                .containsEntry("scope", "a b")
                .containsEntry("nonce", pending.nonce())
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("code_challenge", AuthorizationUrl.challenge(String.valueOf(pending.verifier())));
        assertThat(pending.whom())
                .isEqualTo(SignInFor.of(ANNA, TestSignIns.app().id()));
        assertThat(started).asString().doesNotContain(query.get("state"));
    }

    /** The example of RFC 7636, appendix B. */
    @Test
    void challengeWhenTheStandardsExampleThenItsAnswer() {
        assertThat(AuthorizationUrl.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void beginWhenWithoutPkceThenNoChallenge() {
        Begun.Started started = (Begun.Started) begin(settings(false, 10));
        assertThat(query(started.url())).doesNotContainKeys("code_challenge", "code_challenge_method");
    }

    @Test
    void beginWhenTooManyAreOnTheirWayThenRefused() {
        begin(settings(true, 1));
        assertThat(begin(settings(true, 1))).isEqualTo(new Begun.TooMany(Duration.ofMinutes(1)));
    }

    @Test
    void anythingWhenStoreIsDownThenUnavailable() {
        world.store.close();
        assertThat(begin(settings(true, 10))).isInstanceOf(Begun.Unavailable.class);
        assertThat(world.desk.redeem(OneTime.fresh().value(), ANNA, TestSignIns.app()))
                .hasValueSatisfying(it -> assertThat(it).isInstanceOf(Unavailable.class));
        assertThat(world.desk.forget(ANNA, TestSignIns.app()))
                .hasValueSatisfying(it -> assertThat(it).isInstanceOf(Unavailable.class));
        world.desk.tidy();
    }

    @Test
    void redeemWhenItIsTheCallersThenInEffectInPlaceOfTheOneBefore() {
        world.signIn(ANNA, "before");
        assertThat(redeem(code(ANNA, "acme", "user-1", "after"), ANNA)).isEmpty();
        assertThat(world.rows("sign_in")).isEqualTo(1);
        world.instance().tokens().token(world.wish());
        assertThat(world.calls)
                .singleElement()
                .satisfies(it -> assertThat(it.refreshToken()).isEqualTo("after"));
    }

    @Test
    void redeemWhenItIsAnothersThenNobodyIsSignedIn() {
        OneTime code = code(ANNA, "acme", "user-1", "r");
        assertThat(redeem(code, BERT)).contains(CODE_NOT_GOOD);
        assertThat(redeem(code, ANNA)).contains(CODE_NOT_GOOD);
        assertThat(world.rows("sign_in")).isZero();
    }

    /** They sign in on two phones. */
    @Test
    void redeemWhenACallerHasTwoCodesAtOnceThenBothAreTakenAndOneIsInEffect() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                CyclicBarrier start = new CyclicBarrier(2);
                OneTime one = code(ANNA, "acme", "user-1", "one");
                OneTime other = code(ANNA, "acme", "user-1", "other");
                List<Future<Optional<Outcome>>> both =
                        List.of(threads.submit(() -> redeem(start, one)), threads.submit(() -> redeem(start, other)));
                for (Future<Optional<Outcome>> it : both) {
                    assertThat(it.get()).as("round %s", round).isEmpty();
                }
                assertThat(world.rows("sign_in")).isEqualTo(1);
                world.desk.forget(ANNA, TestSignIns.app());
            }
        }
    }

    @Test
    void forgetWhenToldThenNothingOfTheCallersIsLeft() {
        for (Caller caller : List.of(ANNA, BERT)) {
            world.signIn(caller, "r");
            code(caller, "acme", "user-1", "r");
            world.desk.begin(settings(true, 10), caller, TestSignIns.app(), ACCOUNT);
        }
        assertThat(world.desk.forget(ANNA, TestSignIns.app())).isEmpty();
        assertThat(List.of("sign_in", "sign_in_code", "pending_sign_in")).allMatch(table -> world.rows(table) == 1);
        assertThat(world.desk.forget(ANNA, TestSignIns.app())).isEmpty();
    }

    @Test
    void loggedOutWhenTheUserIsNamedThenThatOneAndThoseNobodyKnows() {
        signedIn("anna", "installed:c1", "user-1");
        signedIn("bert", "installed:c1", "user-2");
        signedIn("cora", "installed:c1", null);
        signedIn("dora", "installed:c2", "user-1");
        signedIn("emil", "c1", "user-1");
        world.desk.on(new UserLoggedOut("c1", "user-1"));
        assertThat(left("sign_in")).containsExactlyInAnyOrder("bert", "dora", "emil");
        assertThat(left("sign_in_code")).containsExactlyInAnyOrder("bert", "dora", "emil");
    }

    @Test
    void loggedOutWhenNobodyIsNamedThenEverybodyOfTheAccount() {
        signedIn("anna", "installed:c1", "user-1");
        signedIn("bert", "installed:c1", null);
        signedIn("cora", "installed:c2", null);
        world.desk.on(new UserLoggedOut("c1", null));
        assertThat(left("sign_in")).containsExactly("cora");
        assertThat(left("sign_in_code")).containsExactly("cora");
    }

    private Begun begin(SignInSettings settings) {
        return world.desk.begin(settings, ANNA, TestSignIns.app(), ACCOUNT);
    }

    private static SignInSettings settings(boolean pkce, int most) {
        return new SignInSettings(REDIRECT, pkce, null, most, Duration.ofSeconds(20));
    }

    private static Map<String, String> query(URI url) {
        return UriComponentsBuilder.fromUriString(URLDecoder.decode(url.toString(), StandardCharsets.UTF_8))
                .build()
                .getQueryParams()
                .toSingleValueMap();
    }

    private OneTime code(Caller caller, String account, @Nullable String user, String refreshToken) {
        OneTime code = OneTime.fresh();
        Granted granted = new Granted(account, user, null, "a b", refreshToken);
        world.within(jdbc -> {
            world.codes.add(jdbc, code, SignInFor.of(caller, TestSignIns.app().id()), granted);
            return true;
        });
        return code;
    }

    private Optional<Outcome> redeem(OneTime code, Caller caller) {
        return world.desk.redeem(code.value(), caller, TestSignIns.app());
    }

    private Optional<Outcome> redeem(CyclicBarrier start, OneTime code) throws Exception {
        start.await();
        return redeem(code, ANNA);
    }

    private void signedIn(String name, String account, @Nullable String user) {
        Caller caller = caller(name);
        redeem(code(caller, account, user, "r"), caller);
        code(caller, account, user, "r");
    }

    private List<String> left(String table) {
        List<String> hashes = world.within(jdbc -> jdbc.sql("select caller_sha256 from " + table)
                .query(String.class)
                .list());
        return Stream.of("anna", "bert", "cora", "dora", "emil")
                .filter(name -> hashes.contains(
                        SignInFor.of(caller(name), TestSignIns.app().id()).callerSha256()))
                .toList();
    }

    private static Caller caller(String name) {
        return new Caller(CallerKind.ISSUER, "idp", name);
    }
}
