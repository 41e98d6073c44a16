package dev.tokenvending.policy;

import static dev.tokenvending.talkdesk.RawServer.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.talkdesk.RawServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** A service that may say anything, or nothing: only a clear yes in time is one. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RemoteCheckTests {

    private static final String YES = "{\"result\":true}";
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final PolicyInput INPUT = TestInput.builder().build();

    @Test
    void decideWhenAskedThenTheServiceGetsWhatRulesSee() throws IOException {
        try (RawServer service = RawServer.saying(http(200, YES))) {
            PolicyInput input = TestInput.builder()
                    .claims(Map.of("tier", "gold", "entitlements", List.of("voice"), "age", 7L, "vip", true))
                    .app(TestApp.builder().id("ios").build())
                    .request(new ClientRequest("2001:db8::1", "Ä/1.0", Map.of("x-app-version", "3.2")))
                    .build();
            assertThat(decide(service, AMPLE, input)).isEqualTo(Decision.granted());
            assertThat(service.requests).hasSize(1);
            assertThat(JsonMapper.shared().readTree(question(service)))
                    .isEqualTo(JsonMapper.shared().readTree("""
                        {"input": {
                          "caller": {"id": "anna", "kind": "issuer", "issuer": "customers", "claims": {
                            "tier": "gold", "entitlements": ["voice"], "age": 7, "vip": true}},
                          "app": {"id": "ios", "platform": "ios", "bundleId": "com.example.app"},
                          "request": {"address": "2001:db8::1", "userAgent": "Ä/1.0",
                            "headers": {"x-app-version": "3.2"}},
                          "now": "2026-11-23T12:00:00Z"}}
                        """));
        }
    }

    @Test
    void decideWhenLittleIsKnownThenTheServiceGetsThat() throws IOException {
        try (RawServer service = RawServer.saying(http(200, YES))) {
            decide(
                    service,
                    AMPLE,
                    TestInput.builder()
                            .caller(Caller.basic("app\"user"))
                            .request(new ClientRequest("192.0.2.7", null, Map.of()))
                            .build());
            assertThat(JsonMapper.shared()
                            .readTree(question(service))
                            .path("input")
                            .toString())
                    .contains(
                            "\"caller\":{\"id\":\"app\\\"user\",\"kind\":\"basic\",\"issuer\":\"basic\",\"claims\":{}}")
                    .contains("\"request\":{\"address\":\"192.0.2.7\",\"headers\":{}}");
        }
    }

    @Test
    void decideWhenTheServiceRefusesThenRefusedWithItsReason() throws IOException {
        try (RawServer service =
                RawServer.saying(http(200, "{\"result\":{\"allow\":false,\"reason\":\"account_closed\"}}"))) {
            assertThat(decide(service)).isEqualTo(Decision.refused("account_closed"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 301, 302, 307, 400, 401, 403, 404, 429, 500, 502, 503})
    void decideWhenTheStatusIsAnotherThenRefusedWhateverTheBodySays(int status) throws IOException {
        String body = status == 204 ? "" : YES;
        try (RawServer service = RawServer.saying(http(status, body, "Location: /elsewhere"))) {
            assertThat(decide(service)).isEqualTo(Decision.refused("remote_failed"));
            assertThat(service.requests).hasSize(1);
        }
    }

    @Test
    void decideWhenTheAnswerIsMalformedThenRefused() throws IOException {
        try (RawServer service = RawServer.saying(http(200, "{\"result\":false,\"result\":true}"))) {
            assertThat(decide(service)).isEqualTo(Decision.refused("remote_malformed"));
        }
    }

    @Test
    void decideWhenTheAnswerIsTooLargeThenRefused() throws IOException {
        String padding = " ".repeat(RemoteCheck.LONGEST_ANSWER - YES.length());
        try (RawServer service =
                new RawServer((number, _, wire) -> wire.say(http(200, YES + padding + " ".repeat(number - 1))))) {
            RemoteCheck check = check(service.tokenUrl(), AMPLE);
            assertThat(decide(check)).isEqualTo(Decision.granted());
            assertThat(decide(check)).isEqualTo(Decision.refused("remote_failed"));
        }
    }

    @Test
    void decideWhenTheServiceIsDownThenRefused() throws IOException {
        URI down;
        try (RawServer service = RawServer.saying("")) {
            down = service.tokenUrl();
        }
        assertThat(decide(check(down, AMPLE))).isEqualTo(Decision.refused("remote_failed"));
    }

    static Stream<Arguments> slowness() {
        return Stream.of(
                Arguments.of("silence", (RawServer.Script) (_, _, _) -> {}),
                Arguments.of("a body that drips", (RawServer.Script) (_, _, wire) -> {
                    wire.say("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n");
                    wire.drip(" ");
                }),
                Arguments.of("a clear yes that does not end", (RawServer.Script)
                        (_, _, wire) -> wire.say("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n" + YES)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowness")
    void decideWhenTheServiceIsLateThenRefusedAndTheConnectionEnds(String name, RawServer.Script script)
            throws IOException {
        try (RawServer service = new RawServer(script)) {
            assertThat(decide(service, SHORT, INPUT)).isEqualTo(Decision.refused("remote_timeout"));
            await().untilAtomic(service.open, is(0));
        }
    }

    /** The request's own deadline may be nearer than the policy's timeout. */
    @Test
    void decideWhenTheDeadlineIsNearerThenNotBeyondIt() throws IOException {
        try (RawServer service = new RawServer((_, _, _) -> {})) {
            Hearing hearing = new Hearing(Deadline.in(SHORT, System::nanoTime), false);
            RemoteCheck check = check(service.tokenUrl(), Duration.ofMinutes(10));
            assertThat(check.decide(INPUT, hearing).decision()).isEqualTo(Decision.refused("remote_timeout"));
        }
    }

    @Test
    void decideWhenTheDeadlineIsOverThenRefused() throws IOException {
        try (RawServer service = RawServer.saying(http(200, YES))) {
            Hearing hearing = new Hearing(Deadline.in(Duration.ZERO, System::nanoTime), false);
            assertThat(check(service.tokenUrl(), AMPLE).decide(INPUT, hearing).decision())
                    .isEqualTo(Decision.refused("remote_timeout"));
        }
    }

    /** It is a question without consequences, so an explanation asks it too. */
    @Test
    void decideWhenItIsToBeExplainedThenAskedForReal() throws IOException {
        try (RawServer service = RawServer.saying(http(200, "{}"))) {
            Hearing rehearsal = new Hearing(Deadline.in(AMPLE, System::nanoTime), true);
            assertThat(check(service.tokenUrl(), AMPLE).decide(INPUT, rehearsal).decision())
                    .isEqualTo(Decision.refused("remote_undefined"));
            assertThat(service.requests).hasSize(1);
        }
    }

    @Test
    void decideWhenAllPlacesAreTakenThenRefusedAndTheOthersGetTheirAnswers() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawServer service = new RawServer((_, _, wire) -> {
            answer.await();
            wire.say(http(200, YES));
        })) {
            RemoteCheck check = check(service.tokenUrl(), Duration.ofSeconds(30));
            List<CompletableFuture<Decision>> others = new ArrayList<>();
            for (int i = 0; i < RemoteCheck.PLACES; i++) {
                others.add(asynchronously(check));
            }
            await().until(() -> service.requests.size() == RemoteCheck.PLACES);
            Hearing brief = new Hearing(Deadline.in(SHORT, System::nanoTime), false);
            assertThat(check.decide(INPUT, brief).decision()).isEqualTo(Decision.refused("remote_busy"));
            assertThat(service.requests).hasSize(RemoteCheck.PLACES);
            answer.countDown();
            for (CompletableFuture<Decision> other : others) {
                assertThat(other.get()).isEqualTo(Decision.granted());
            }
            assertThat(decide(check)).isEqualTo(Decision.granted());
        }
    }

    /** A slow service takes no place from another policy. */
    @Test
    void decideWhenAnotherPolicysServiceIsSlowThenNotHeldUp() throws Exception {
        try (RawServer slow = new RawServer((_, _, _) -> {});
                RawServer quick = RawServer.saying(http(200, YES))) {
            RemoteCheck held = check(slow.tokenUrl(), Duration.ofSeconds(2));
            List<CompletableFuture<Decision>> others = new ArrayList<>();
            for (int i = 0; i < 2 * RemoteCheck.PLACES; i++) {
                others.add(asynchronously(held));
            }
            await().until(() -> slow.requests.size() == RemoteCheck.PLACES);
            assertThat(decide(quick)).isEqualTo(Decision.granted());
            for (CompletableFuture<Decision> other : others) {
                assertThat(other.get()).isIn(Decision.refused("remote_timeout"), Decision.refused("remote_busy"));
            }
        }
    }

    @Test
    void decideWhenTheCallerIsInterruptedThenRefused() throws Exception {
        try (RawServer service = new RawServer((_, _, _) -> {})) {
            RemoteCheck check = check(service.tokenUrl(), Duration.ofSeconds(30));
            CompletableFuture<Decision> decision = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> decision.complete(decide(check)));
            await().until(() -> service.requests.size() == 1);
            caller.interrupt();
            assertThat(decision.get()).isEqualTo(Decision.refused("remote_failed"));
        }
    }

    @Test
    void decideWhenTheServiceFailsThenTheLogSaysSoWithoutItsWords(CapturedOutput output) throws IOException {
        for (String answer : List.of(
                http(500, "c4nary-body"),
                "HTTP/1.1 c4nary-status\r\n\r\n",
                http(200, "{\"c4nary-field\": nonsense}"))) {
            try (RawServer service = RawServer.saying(answer)) {
                PolicyInput input = TestInput.builder()
                        .claims(Map.of("claim", "c4nary-claim"))
                        .build();
                assertThat(decide(service, AMPLE, input)).isInstanceOf(Decision.Refused.class);
            }
        }
        assertThat(output)
                .contains("Policy crm could not be asked and therefore refuses: remote_failed, HTTP 500")
                .contains("Policy crm could not be asked and therefore refuses: remote_failed, ProtocolException")
                .doesNotContain("c4nary");
    }

    private static CompletableFuture<Decision> asynchronously(RemoteCheck check) {
        CompletableFuture<Decision> decision = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> decision.complete(decide(check)));
        return decision;
    }

    private static Decision decide(RawServer service) {
        return decide(service, AMPLE, INPUT);
    }

    private static Decision decide(RawServer service, Duration timeout, PolicyInput input) {
        Hearing hearing = new Hearing(Deadline.in(Duration.ofSeconds(50), System::nanoTime), false);
        return check(service.tokenUrl(), timeout).decide(input, hearing).decision();
    }

    private static Decision decide(RemoteCheck check) {
        return check.decide(INPUT, new Hearing(Deadline.in(Duration.ofSeconds(50), System::nanoTime), false))
                .decision();
    }

    private static RemoteCheck check(URI url, Duration timeout) {
        return new RemoteCheck("crm", url, timeout);
    }

    private static String question(RawServer service) {
        String request = service.requests.getFirst();
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }
}
