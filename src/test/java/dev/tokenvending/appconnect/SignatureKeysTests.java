package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.installed.InstalledFixture;
import dev.tokenvending.caller.TestIssuer;
import dev.tokenvending.caller.TestIssuerKeys;
import dev.tokenvending.core.TestClock;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.outbound.OutboundHttp;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.store.TestDatabase;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureKeysTests {

    private static final KeyPair PAIR = TestSignatures.keyPair("secp256r1");
    private static final String BASE64 =
            Base64.getEncoder().encodeToString(PAIR.getPublic().getEncoded());
    private static final KeyAnswer FOUND = new KeyAnswer.Found(PAIR.getPublic());
    private static final String ADDRESS = "203.0.113.7";
    private static final KeyAnswer UNKNOWN = new KeyAnswer.Unknown();
    private static final KeyAnswer NOT_ASKED = new KeyAnswer.NotAsked();
    private static final KeyAnswer UNAVAILABLE = new KeyAnswer.Unavailable();

    /** Answers as it is told under every path. */
    private final TestIssuer server = TestIssuer.start();

    private final TestTicker ticker = new TestTicker();
    private final OutboundHttp http = new OutboundHttp(Duration.ofSeconds(1));
    private final SignatureKeys keys = new SignatureKeys(
            AppConnectSettings.read(
                    TestSettings.of("appconnect.signature-key-url=" + server.origin() + "/events/keys/{id}")),
            http,
            ticker);

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    static Stream<String> writings() {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(PAIR.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        String inJson = pem.replace("\n", "\\n");
        return Stream.of(
                BASE64,
                " " + BASE64 + "\r\n",
                pem,
                pem.replace("\n", "\r\n"),
                "\"" + BASE64 + "\"",
                "\"" + inJson + "\"",
                "{\"public_key\":\"" + BASE64 + "\"}",
                "{\"id\":\"k\",\"key\":\"" + inJson + "\"}",
                "{\"publicKey\":\"" + BASE64 + "\",\"public_key\":7}");
    }

    @ParameterizedTest
    @MethodSource("writings")
    void findWhenKeyIsWrittenInAnyWayThenFound(String body) {
        server.answers(200, body);
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        assertThat(server.paths()).containsExactly("/events/keys/key-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp384r1", "secp521r1"})
    void findWhenKeyIsOnAnotherCurveOfNistThenFound(String curve) {
        PublicKey key = TestSignatures.keyPair(curve).getPublic();
        server.answers(200, Base64.getEncoder().encodeToString(key.getEncoded()));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(new KeyAnswer.Found(key));
    }

    @Test
    void findWhenFoundThenAskedForAgainAfterADay() {
        server.answers(200, BASE64);
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        server.answers(500, "");
        ticker.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        assertThat(server.calls()).isOne();
        ticker.advance(Duration.ofSeconds(1));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        assertThat(server.calls()).as("asked again, in vain").isEqualTo(2);
    }

    @Test
    void findWhenServerIsAwayForLongThenKeptForAWeek() {
        server.answers(200, BASE64);
        keys.find("key-1", ADDRESS);
        server.breaks();
        ticker.advance(Duration.ofDays(7).minusNanos(1));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        ticker.advance(Duration.ofSeconds(5));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}"})
    void findWhenServerAnswersWithoutAKeyThenTheHeldOneStays(String body) {
        server.answers(200, BASE64);
        keys.find("key-1", ADDRESS);
        server.answers(200, body);
        ticker.advance(Duration.ofHours(24));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        assertThat(server.calls()).isEqualTo(2);
    }

    @Test
    void findWhenServerNoLongerHasAHeldKeyThenUnknown() {
        server.answers(200, BASE64);
        keys.find("key-1", ADDRESS);
        server.answers(404, "");
        ticker.advance(Duration.ofHours(24));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNKNOWN);
        server.breaks();
        ticker.advance(Duration.ofMinutes(1));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNAVAILABLE);
    }

    /** Events that are still under way are signed by the old one. */
    @Test
    void findWhenTalkdeskSignsByANewKeyThenItIsFetchedAndTheOldIsStillHeld() {
        server.answers(200, BASE64);
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        PublicKey next = TestSignatures.keyPair("secp256r1").getPublic();
        server.answers(200, Base64.getEncoder().encodeToString(next.getEncoded()));
        assertThat(keys.find("key-2", ADDRESS)).isEqualTo(new KeyAnswer.Found(next));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        assertThat(server.paths()).containsExactly("/events/keys/key-1", "/events/keys/key-2");
    }

    /** How long a key has been kept is told by the ticker, which does not jump. */
    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "P1D", "P10D"})
    void takeWhenTheClockJumpsThenTheKeyIsStillHeld(Duration jump) throws IOException {
        TestClock clock = new TestClock(TestEvents.NOON);
        InstalledFixture installed = new InstalledFixture(TestDatabase.H2, clock);
        try (TestIntake door = new TestIntake(installed, _ -> clock.instant(), clock, keys)) {
            server.answers(200, BASE64);
            assertThat(takeSigned(door, "e1")).isInstanceOf(Taken.Accepted.class);
            server.answers(500, "");
            clock.advance(jump);
            assertThat(takeSigned(door, "e2")).isInstanceOf(Taken.Accepted.class);
            assertThat(server.calls()).isOne();
        }
    }

    private static Taken takeSigned(TestIntake door, String event) throws IOException {
        byte[] body = TestEvents.json(TestEvents.installed(event, TestEvents.NOON));
        byte[] signature = TestSignatures.sign(body, PAIR, "SHA512withECDSA");
        return door.intake.take(HexFormat.of().formatHex(signature), "key-1", ADDRESS, () -> body);
    }

    @Test
    void findWhenUnknownThenAskedForOnceAMinute() {
        server.answers(404, "");
        for (int i = 0; i < 50; i++) {
            assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNKNOWN);
        }
        ticker.advance(Duration.ofSeconds(59));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNKNOWN);
        assertThat(server.calls()).isOne();
        ticker.advance(Duration.ofSeconds(1));
        server.answers(200, BASE64);
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
        assertThat(server.calls()).isEqualTo(2);
    }

    @Test
    void findWhenServerIsDownThenUnavailableAndAskedAgainAfterFiveSeconds() {
        server.breaks();
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNAVAILABLE);
        server.answers(200, BASE64);
        int calls = server.calls();
        ticker.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNAVAILABLE);
        assertThat(server.calls()).isEqualTo(calls);
        ticker.advance(Duration.ofNanos(1));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(FOUND);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 400, 401, 403, 429, 500, 503})
    void findWhenServerAnswersOtherwiseThenUnavailable(int status) {
        server.answers(status, status == 204 ? "" : BASE64);
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void findWhenServerRedirectsThenNotFollowed() {
        try (TestIssuer evil = TestIssuer.start()) {
            evil.answers(200, BASE64);
            server.redirects(evil.origin() + "/key-1");
            assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNAVAILABLE);
            assertThat(evil.calls()).isZero();
        }
    }

    @Test
    void findWhenAnswerIsHugeThenUnavailable() {
        server.answers(200, BASE64 + " ".repeat(16 * 1024));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void findWhenKeyIsOfRsaThenUnknown() {
        server.answers(200, TestIssuerKeys.pem(TestIssuerKeys.rsa()));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNKNOWN);
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNKNOWN);
        assertThat(server.calls()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{",
                "[]",
                "null",
                "\"\"",
                "<html>",
                "{\"public_key\":7}",
                "{\"public_key\":{\"key\":\"a\"}}",
                "AAAA",
                "-----BEGIN PUBLIC KEY-----",
                "\u0000"
            })
    void findWhenAnswerHoldsNoKeyThenUnknown(String body) {
        server.answers(200, body);
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNKNOWN);
    }

    @Test
    void findWhenAnswerHoldsAPrivateKeyThenUnknown() {
        server.answers(200, Base64.getEncoder().encodeToString(PAIR.getPrivate().getEncoded()));
        assertThat(keys.find("key-1", ADDRESS)).isEqualTo(UNKNOWN);
    }

    @Test
    void findWhenOneAddressAsksForTooManyThenOthersAreNotKeptFromIt() {
        server.answers(404, "");
        for (int i = 0; i < FetchBudget.MOST_OF_ONE; i++) {
            assertThat(keys.find("key-" + i, ADDRESS)).isEqualTo(UNKNOWN);
        }
        assertThat(keys.find("one-more", ADDRESS)).isEqualTo(NOT_ASKED);
        assertThat(server.calls()).isEqualTo(FetchBudget.MOST_OF_ONE);
        server.answers(200, BASE64);
        assertThat(keys.find("one-more", "192.0.2.2")).isEqualTo(FOUND);
    }

    @Test
    void findWhenManyAddressesAskForTooManyThenNoneIsFetchedForAWhile() {
        server.answers(404, "");
        for (int i = 0; i < FetchBudget.MOST; i++) {
            assertThat(keys.find("key-" + i, "192.0.2." + i)).isEqualTo(UNKNOWN);
        }
        assertThat(keys.find("one-more", ADDRESS)).isEqualTo(NOT_ASKED);
        assertThat(server.calls()).isEqualTo(FetchBudget.MOST);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(keys.find("one-more", ADDRESS)).isEqualTo(UNKNOWN);
    }

    @Test
    void findWhenNoMoreMayBeAskedForThenThoseHeldAreFoundStill() {
        server.answers(200, BASE64);
        keys.find("good", ADDRESS);
        ticker.advance(Duration.ofHours(24));
        server.answers(404, "");
        for (int i = 0; i < 2 * FetchBudget.MOST; i++) {
            keys.find("key-" + i, "192.0.2." + i);
        }
        assertThat(keys.find("good", ADDRESS)).isEqualTo(FOUND);
    }

    @Test
    void findWhenManyAskAtOnceThenAskedForOnce() throws Exception {
        server.answers(200, BASE64);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<KeyAnswer>> all = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                all.add(() -> keys.find("key-1", ADDRESS));
            }
            for (Future<KeyAnswer> one : threads.invokeAll(all)) {
                assertThat(one.get()).isEqualTo(FOUND);
            }
        }
        assertThat(server.calls()).isOne();
    }

    static Stream<String> hostileIds() {
        return Stream.of(
                "",
                " ",
                ".",
                "..",
                "../x",
                "..%2fx",
                "a/b",
                "a\\b",
                "a?b",
                "a#b",
                "a@b",
                "a:b",
                "a%2e",
                "a b",
                "a\r\nHost: evil",
                "a\n",
                "\u0000",
                "ключ",
                "{id}",
                "http://evil.example/",
                "a".repeat(129),
                "a".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("hostileIds")
    void findWhenIdIsHostileThenNobodyIsAsked(String id) {
        server.answers(200, BASE64);
        assertThat(keys.find(id, ADDRESS)).isEqualTo(UNKNOWN);
        assertThat(server.calls()).isZero();
    }

    @Test
    void findWhenIdIsAsLongAsMayBeThenAskedFor() {
        server.answers(200, BASE64);
        assertThat(keys.find("a._~-" + "b".repeat(123), ADDRESS)).isEqualTo(FOUND);
    }
}
