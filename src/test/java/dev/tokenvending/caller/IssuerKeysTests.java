package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the keys of an issuer are held while their server is well, and while it is not. */
class IssuerKeysTests {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final TestTicker ticker = new TestTicker(Long.MAX_VALUE - 1_000);
    private final TestIssuer issuer = TestIssuer.start();
    private final KeySources sources = TestCallers.keys(ticker);
    private final TestCallers callers = TestCallers.of(sources, issuer.settings(0, "customers"));

    /** The only tokens whose time matters here are good for longer than any test goes forward. */
    private String token() {
        return issuer.token().sign();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    static Stream<Arguments> outages() {
        return Stream.of(
                outage("down", TestIssuer::close),
                outage("breaking connections", TestIssuer::breaks),
                outage("silent", TestIssuer::hangs),
                outage("dripping", TestIssuer::drips),
                outage("failing", it -> it.answers(500, "")),
                outage("refusing", it -> it.answers(404, "{\"keys\":[]}")),
                outage("redirecting", it -> it.redirects(it.origin() + "/elsewhere")),
                outage("lying in HTML", it -> it.answers(200, "<html>login</html>")),
                outage("lying in JSON", it -> it.answers(200, "{\"error\":\"none\"}")),
                outage("without an answer", it -> it.answers(200, "")),
                outage("without keys", it -> it.answers(200, "{\"keys\":[]}")),
                outage("with keys that are none", it -> it.answers(200, "{\"keys\":[7,{}]}")),
                outage(
                        "with keys for another use",
                        it -> it.answers(200, it.keySet().replace("\"kty\"", "\"use\":\"enc\",\"kty\""))),
                outage(
                        "with keys twice",
                        it -> it.answers(200, "{\"keys\":[]," + it.keySet().substring(1))),
                outage("with a shared secret", it -> it.answers(200, keySet(secret()))),
                outage(
                        "with a private key",
                        it -> it.answers(200, keySet(it.key().toJSONString()))),
                outage("with an RSA key of 1024 bits", it -> it.answers(200, keySet(SHORT_RSA))),
                outage(
                        "with too many keys",
                        it -> it.answers(
                                200,
                                keySet(String.join(
                                        ",",
                                        Collections.nCopies(
                                                101, it.key().toPublicJWK().toJSONString()))))),
                outage("huge", it -> it.answers(200, it.keySet() + " ".repeat(512 * 1024))));
    }

    private static final String SHORT_RSA = """
        {"kty":"RSA","kid":"ec-1","e":"AQAB","n":"%s"}\
        """.formatted("w".repeat(171));

    private static Arguments outage(String name, Consumer<TestIssuer> begins) {
        return Arguments.argumentSet(name, begins);
    }

    private static String keySet(String keys) {
        return "{\"keys\":[" + keys + "]}";
    }

    private static String secret() {
        return new OctetSequenceKey.Builder(new byte[32]).keyID("ec-1").build().toJSONString();
    }

    /** Incident: the identity provider's keys were down, and everybody was logged out. */
    @ParameterizedTest
    @MethodSource("outages")
    void authenticateWhenKeysAreHeldThenTheyOutliveAnOutage(Consumer<TestIssuer> outage) {
        String token = token();
        assertThat(callers.bearer(token).id()).isEqualTo("anna");
        outage.accept(issuer);
        ticker.advance(FRESH);
        assertThat(callers.bearer(token).id()).isEqualTo("anna");
        assertThat(callers.refusalOf(issuer.token().header("kid", "unknown").sign()))
                .as("nobody is told to come back while keys are held")
                .isEqualTo("unknown_signing_key");
    }

    /** Incident: with no key held at all, nobody can tell, and 401 would be a lie. */
    @ParameterizedTest
    @MethodSource("outages")
    void authenticateWhenNoKeysAreHeldThenUnavailable(Consumer<TestIssuer> outage) {
        String token = token();
        outage.accept(issuer);
        assertUnavailable(token);
    }

    private void assertUnavailable(String token) {
        assertThatThrownBy(() -> callers.bearer(token)).isInstanceOfSatisfying(KeysUnavailableException.class, e -> {
            RefusedException refusal = e.refusal();
            assertThat(refusal.code()).isEqualTo(ErrorCode.UPSTREAM_UNAVAILABLE);
            assertThat(refusal.retryAfter()).contains(PAUSE);
        });
    }

    /** Incident: what had failed once was not asked again for minutes, or was asked by every request. */
    @Test
    void authenticateWhenOutageEndsThenHealedWithinTenSecondsAndAskedSparingly() {
        String token = token();
        issuer.answers(503, "");
        for (int i = 0; i < 100; i++) {
            assertUnavailable(token);
        }
        assertThat(issuer.calls()).isEqualTo(1);
        ticker.advance(PAUSE.minusNanos(1));
        issuer.isWell();
        assertUnavailable(token);
        assertThat(issuer.calls()).isEqualTo(1);
        ticker.advance(Duration.ofNanos(1));
        assertThat(callers.bearer(token).id()).isEqualTo("anna");
        assertThat(issuer.calls()).isEqualTo(2);
    }

    @Test
    void authenticateWhenKeysAgeThenAskedForAnewEveryFiveMinutes() {
        String token = token();
        callers.bearer(token);
        ticker.advance(FRESH.minusNanos(1));
        callers.bearer(token);
        assertThat(issuer.calls()).isEqualTo(1);
        ticker.advance(Duration.ofNanos(1));
        callers.bearer(token);
        callers.bearer(token);
        assertThat(issuer.calls()).isEqualTo(2);
    }

    @Test
    void authenticateWhenOutageLastsADayThenHeldKeysAreNoLongerBelieved() {
        String token = token();
        callers.bearer(token);
        issuer.answers(500, "");
        ticker.advance(Duration.ofHours(24).minusSeconds(10));
        assertThat(callers.bearer(token).id()).isEqualTo("anna");
        ticker.advance(Duration.ofSeconds(10));
        assertUnavailable(token);
    }

    @Test
    void authenticateWhenKeyIsWithdrawnThenNoLongerBelieved() {
        String token = token();
        callers.bearer(token);
        issuer.publishes(TestIssuerKeys.ec("ec-2"));
        ticker.advance(FRESH);
        callers.bearer(token);
        assertThat(callers.refusalOf(token)).isEqualTo("unknown_signing_key");
    }

    @Test
    void authenticateWhenIssuerSignsByANewKeyThenItIsFetched() {
        String before = token();
        callers.bearer(before);
        JWK old = issuer.key();
        issuer.publishes(TestIssuerKeys.ec("ec-2"), old);
        ticker.advance(PAUSE);
        assertThat(callers.bearer(token()).id()).isEqualTo("anna");
        assertThat(callers.bearer(before).id()).isEqualTo("anna");
        assertThat(issuer.calls()).isEqualTo(2);
    }

    /** Incident: an unknown kid made one key fetch per request, without any credential. */
    @Test
    void authenticateWhenAThousandKeysAreUnknownThenAHandfulOfFetches() {
        callers.bearer(token());
        TestTokens token = issuer.token();
        for (int i = 0; i < 1_000; i++) {
            assertThat(callers.refusalOf(token.header("kid", "unknown-" + i).sign()))
                    .isEqualTo("unknown_signing_key");
            ticker.advance(Duration.ofMillis(10));
        }
        assertThat(issuer.calls()).as("one in 5 of these 10 seconds").isEqualTo(2);
        assertThat(callers.bearer(token()).id()).isEqualTo("anna");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void authenticateWhenManyAskAtOnceThenOneFetch(boolean unknown) throws ExecutionException, InterruptedException {
        TestCallers concurrent = TestCallers.of(new KeySources(ticker), issuer.settings(0, "customers"));
        TestTokens built = issuer.token();
        String token = unknown ? built.header("kid", "unknown").sign() : built.sign();
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                answers.add(threads.submit(() -> unknown
                        ? concurrent.refusalOf(token)
                        : concurrent.bearer(token).id()));
            }
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo(unknown ? "unknown_signing_key" : "anna");
        }
        assertThat(issuer.calls()).isEqualTo(1);
    }

    /** Whoever can be served by what is held does not wait for a server that says nothing. */
    @Test
    void authenticateWhenKeysAreStaleThenNobodyWaitsForTheServer() {
        List<Runnable> tasks = new ArrayList<>();
        KeySources later = new KeySources(ticker, tasks::add);
        TestCallers served = TestCallers.of(later, issuer.settings(0, "customers"));
        String token = token();
        assertThatThrownBy(() -> served.bearer(token)).isInstanceOf(KeysUnavailableException.class);
        tasks.removeFirst().run();
        assertThat(served.bearer(token).id()).isEqualTo("anna");
        ticker.advance(FRESH);
        assertThat(served.bearer(token).id()).isEqualTo("anna");
        assertThat(tasks).as("asked for, and not waited for").hasSize(1);
    }

    @Test
    void authenticateWhenConfigurationIsReadAgainThenKeysAreStillHeld() {
        callers.bearer(token());
        issuer.answers(500, "");
        TestCallers reloaded =
                TestCallers.of(sources, TestCallers.settings(issuer.settings(0, "renamed"), new String[] {
                    "token-vending.callers.issuers[0].identity-claim=iss"
                }));
        assertThat(reloaded.bearer(token()).id()).isEqualTo(issuer.issuer());
        assertThat(issuer.calls()).isEqualTo(1);
    }

    @Test
    void readWhenIssuersAreConfiguredThenNobodyIsCalledYet() {
        assertThat(callers.callers().names()).containsExactly("issuer:customers");
        assertThat(issuer.calls()).isZero();
    }

    @Test
    void authenticateWhenKeyIsFixedThenNobodyIsCalledAndAnyKeyIdWillDo() {
        TestCallers fixed = TestCallers.of(
                "token-vending.callers.issuers[0].name=backend",
                "token-vending.callers.issuers[0].issuer=" + issuer.issuer(),
                "token-vending.callers.issuers[0].audiences=" + TestIssuer.AUDIENCE,
                "token-vending.callers.issuers[0].public-key=" + TestIssuerKeys.pem(issuer.key()));
        assertThat(fixed.bearer(issuer.token().header("kid", null).sign()).id()).isEqualTo("anna");
        assertThat(fixed.bearer(issuer.token().header("kid", "any").sign()).id())
                .isEqualTo("anna");
        assertThat(fixed.refusalOf(
                        issuer.token().signedBy(TestIssuerKeys.ec("other")).sign()))
                .isEqualTo("wrong_signature");
        assertThat(issuer.calls()).isZero();
    }

    @Test
    void authenticateWhenTokenNamesNoKeyThenTheOnlyOneThatFitsIsMeant() {
        String nameless = issuer.token().header("kid", null).sign();
        assertThat(callers.bearer(nameless).id()).isEqualTo("anna");
        issuer.publishes(issuer.key(), TestIssuerKeys.ec("ec-2"));
        ticker.advance(FRESH);
        callers.bearer(token());
        assertThat(callers.refusalOf(nameless))
                .as("two would have to be tried out")
                .isEqualTo("unknown_signing_key");
    }

    @Test
    void authenticateWhenMomentsOfManyYearsPassThenTickerMayOverflow() {
        assertThat(callers.bearer(token(), Instant.now()).id()).isEqualTo("anna");
        ticker.advance(Duration.ofSeconds(1));
        assertThat(callers.bearer(token()).id()).isEqualTo("anna");
        assertThat(issuer.calls()).isEqualTo(1);
    }
}
