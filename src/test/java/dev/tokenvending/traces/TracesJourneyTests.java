package dev.tokenvending.traces;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static dev.tokenvending.traces.TestTraces.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The spans of whole requests. */
@WholeApp
@TestPropertySource(
        properties = {
            "token-vending.deadline=2s",
            "token-vending.policies.nobody.rule=false",
            "token-vending.policies.evening.rule=false",
            "token-vending.policies.evening.mode=shadow",
            "token-vending.apps.closed.policies=evening,nobody",
            "token-vending.apps.asking.policies=crm",
            "token-vending.apps.keyless.platform=ios",
            "token-vending.apps.sharing.reuse=shared",
            "token-vending.apps.waiting.reuse=shared",
            "token-vending.apps.waiting.scope=visual-sessions:execute",
        })
@Import(TracesJourneyTests.InMemory.class)
class TracesJourneyTests {

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN_ID = "00f067aa0ba902b7";
    private static final String TRACE_PARENT = "00-" + TRACE_ID + "-" + SPAN_ID + "-00";
    private static final String FRESH = "GET /token/{app}[decide exchange[sign POST]]";

    private static final Queue<Headers> asked = new ConcurrentLinkedQueue<>();

    @TestConfiguration(proxyBeanMethods = false)
    static class InMemory {

        @Bean
        TestTraces testTraces() {
            return new TestTraces();
        }

        @Bean
        @Primary
        Traces recordedTraces(TestTraces test) {
            return test.traces;
        }
    }

    @DynamicPropertySource
    static void remotePolicy(DynamicPropertyRegistry registry) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders());
            byte[] answer = "{\"result\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        registry.add(
                "token-vending.policies.crm.remote.url",
                () -> "http://127.0.0.1:" + server.getAddress().getPort() + "/allow");
        registry.add("token-vending.policies.crm.remote.timeout", () -> "1s");
    }

    private final int port;
    private final TestTraces traces;

    TracesJourneyTests(@Value("${local.server.port}") int port, @Autowired TestTraces traces) {
        this.port = port;
        this.traces = traces;
    }

    @BeforeEach
    void forget() {
        traces.forget();
        asked.clear();
    }

    @Test
    void requestWhenTokenIsFreshThenEachStepIsASpan() {
        assertThat(get("/token/keyless").status()).isEqualTo(200);

        assertThat(traces.tree(5)).isEqualTo(FRESH);
        SpanData served = traces.only("GET /token/{app}");
        assertThat(served.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(served.getParentSpanContext().isValid()).isFalse();
        assertThat(served.getStatus()).isEqualTo(StatusData.unset());
        assertThat(attributes(served))
                .isEqualTo(Map.of(
                        "http.request.method", "GET",
                        "http.route", "/token/{app}",
                        "http.response.status_code", 200L,
                        "token_vending.app", "keyless",
                        "token_vending.caller.kind", "basic",
                        "token_vending.outcome", "vended",
                        "token_vending.reuse", "never"));
        assertThat(attributes(traces.only("decide"))).isEqualTo(Map.of("token_vending.decision", "granted"));
        assertThat(attributes(traces.only("exchange"))).isEqualTo(Map.of("token_vending.account", "acme"));
        assertThat(attributes(traces.only("sign"))).isEmpty();
        SpanData call = traces.only("POST");
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(attributes(call))
                .isEqualTo(Map.of(
                        "http.request.method",
                        "POST",
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        (long) URI.create(Talkdesk.tokenUri()).getPort(),
                        "http.response.status_code",
                        200L));
    }

    @Test
    void requestWhenCredentialIsWrongThenASpanWithoutCallerAndApp() {
        Wire.post("/token").as("app-user", "wrong").to(port);

        assertThat(traces.tree(1)).isEqualTo("POST /token");
        SpanData served = traces.only("POST /token");
        assertThat(served.getStatus()).isEqualTo(StatusData.unset());
        assertThat(attributes(served))
                .isEqualTo(Map.of(
                        "http.request.method", "POST",
                        "http.route", "/token",
                        "http.response.status_code", 401L,
                        "token_vending.outcome", "unauthenticated"));
    }

    @Test
    void requestWhenPolicyRefusesThenTheSpanTellsWhichWereAsked() {
        assertThat(get("/token/closed").status()).isEqualTo(403);

        assertThat(traces.tree(2)).isEqualTo("GET /token/{app}[decide]");
        assertThat(attributes(traces.only("decide")))
                .isEqualTo(Map.of(
                        "token_vending.decision",
                        "refused",
                        "token_vending.policies",
                        List.of("evening refused in shadow", "nobody refused")));
    }

    @Test
    void requestWhenMethodIsMadeUpThenItIsNotTold() {
        Wire.of("SECRET", "/token/" + "x".repeat(50)).asCaller().to(port);

        assertThat(traces.tree(1)).isEqualTo("HTTP /token/{app}");
        assertThat(attributes(traces.only("HTTP /token/{app}")))
                .containsEntry("http.request.method", "_OTHER")
                .doesNotContainKey("token_vending.app");
    }

    @Test
    void requestWhenTokenIsHeldThenReusedAndNothingIsExchanged() {
        get("/token/sharing");
        assertThat(traces.tree(5)).isEqualTo(FRESH);
        assertThat(reuse()).containsExactly("fresh");
        traces.forget();

        get("/token/sharing");
        assertThat(traces.tree(2)).isEqualTo("GET /token/{app}[decide]");
        assertThat(reuse()).containsExactly("reused");
    }

    @Test
    void requestWhenAnotherFetchesTheTokenThenItWaitsAndTheExchangeIsTheOthers() {
        Talkdesk.answers(aResponse()
                .withStatus(200)
                .withBody(Talkdesk.granting(Talkdesk.TOKEN))
                .withFixedDelay(800));
        CompletableFuture<RawAnswer> first = CompletableFuture.supplyAsync(() -> get("/token/waiting"));
        await().until(() -> Talkdesk.calls() == 1);
        get("/token/waiting");
        first.join();

        assertThat(traces.tree(7)).isEqualTo(FRESH + " GET /token/{app}[decide]");
        assertThat(reuse()).containsExactly("fresh", "waited");
    }

    @Test
    void requestWhenTalkdeskFailsThenTheSpansSayHow() {
        Talkdesk.answers(500, "{}");
        get("/token/keyless");

        assertThat(traces.tree(5)).isEqualTo(FRESH);
        assertThat(failure("GET /token/{app}")).isEqualTo("upstream_unavailable");
        assertThat(failure("exchange")).isEqualTo("http_500");
        assertThat(failure("POST")).isEqualTo("500");
    }

    @Test
    void requestWhenItIsTriedTwiceThenBothCallsShow() {
        Talkdesk.answers(503, "{}");
        get("/token/keyless");

        assertThat(traces.tree(7)).isEqualTo("GET /token/{app}[decide exchange[sign POST sign POST]]");
    }

    @Test
    void requestWhenTalkdeskIsTooSlowThenTheSpansSayTimeout() {
        Talkdesk.answers(aResponse().withFixedDelay(5_000));
        assertThat(get("/token/keyless").status()).isEqualTo(504);

        assertThat(traces.tree(5)).isEqualTo(FRESH);
        assertThat(failure("GET /token/{app}")).isEqualTo("upstream_timeout");
        assertThat(failure("exchange")).isEqualTo("timeout");
        assertThat(failure("POST")).isEqualTo("timeout");
    }

    @Test
    void remotePolicyWhenAskedThenItsCallIsASpanAndItGetsTheTrace() {
        get("/token/asking");

        assertThat(traces.tree(6)).isEqualTo("GET /token/{app}[decide[POST] exchange[sign POST]]");
        SpanData call = traces.spans().get(2);
        assertThat(asked.remove().get("traceparent"))
                .singleElement()
                .asString()
                .matches("00-" + call.getTraceId() + "-" + call.getSpanId() + "-0[13]");
    }

    @Test
    void callerWhenItHasATraceThenOursGoesOnFromItAndOnToTalkdesk() {
        Wire.get("/token/keyless")
                .asCaller()
                .with("traceparent", TRACE_PARENT)
                .with("tracestate", "vendor=secret")
                .with("baggage", "user=secret")
                .to(port);

        assertThat(traces.tree(5)).isEqualTo(FRESH);
        assertThat(traces.spans()).extracting(SpanData::getTraceId).containsOnly(TRACE_ID);
        assertThat(traces.only("GET /token/{app}").getParentSpanId()).isEqualTo(SPAN_ID);
        LoggedRequest atTalkdesk = Talkdesk.requests().getFirst();
        assertThat(atTalkdesk.getMethod()).isEqualTo(RequestMethod.POST);
        assertThat(atTalkdesk.getHeader("traceparent"))
                .isEqualTo("00-" + TRACE_ID + "-" + traces.only("POST").getSpanId() + "-01");
        assertThat(atTalkdesk.containsHeader("tracestate")).isFalse();
        assertThat(atTalkdesk.containsHeader("baggage")).isFalse();
    }

    static Stream<String> hostile() {
        return Stream.of(
                "",
                "00",
                "00-" + TRACE_ID,
                TRACE_PARENT.toUpperCase(Locale.ROOT),
                TRACE_PARENT + "-more",
                "ff-" + TRACE_ID + "-" + SPAN_ID + "-01",
                "00-" + "0".repeat(32) + "-" + SPAN_ID + "-01",
                "00-" + TRACE_ID + "-" + "0".repeat(16) + "-01",
                "00-" + TRACE_ID + "-" + SPAN_ID + "-0x",
                "a".repeat(10_000),
                TRACE_PARENT + "\r\ntraceparent: " + TRACE_PARENT);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void callerWhenItsTraceParentIsNotWellFormedThenAsIfThereWereNone(String value) {
        assertThat(Wire.get("/token/keyless")
                        .asCaller()
                        .with("traceparent", value)
                        .to(port)
                        .status())
                .isEqualTo(200);

        assertThat(traces.tree(5)).isEqualTo(FRESH);
        assertThat(traces.only("GET /token/{app}").getParentSpanContext().isValid())
                .isFalse();
        assertThat(traces.spans()).extracting(SpanData::getTraceId).doesNotContain(TRACE_ID);
    }

    @Test
    void spansWhenRequestsAreFullOfSecretsThenHoldNone() {
        String[] canaries = {"canary1query", "canary2agent", "canary3app", "canary4user", "canary5pass", "canary6key"};
        Wire.get("/token/keyless?format=text&state=" + canaries[0])
                .asCaller()
                .with("User-Agent", canaries[1])
                .with("X-Request-Id", canaries[1])
                .to(port);
        Wire.get("/token/" + canaries[2]).asCaller().to(port);
        Wire.get("/token/keyless").as(canaries[3], canaries[4]).to(port);
        Wire.get("/token/keyless").with("X-Api-Key", canaries[5]).to(port);
        Talkdesk.answers(400, "{\"error\":\"invalid_client\",\"error_description\":\"canary7described\"}");
        get("/token/asking");

        assertThat(traces.tree(5 + 1 + 1 + 1 + 6)).isNotEmpty();
        String all = traces.spans().stream().map(String::valueOf).collect(Collectors.joining("\n"));
        assertThat(all).contains("upstream_rejected").doesNotContain("canary");
        assertThat(all)
                .doesNotContain(
                        WholeApp.CALLER, WholeApp.PASSWORD, Talkdesk.TOKEN, Talkdesk.PRIVATE_KEY, "eyJ", "client-7f3a");
        assertThat(traces.spans()).allSatisfy(span -> {
            assertThat(span.getEvents()).isEmpty();
            assertThat(span.getStatus().getDescription()).isEmpty();
        });
    }

    private RawAnswer get(String target) {
        return Wire.get(target).asCaller().to(port);
    }

    private List<Object> reuse() {
        return traces.spans().stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .map(span -> attributes(span).get("token_vending.reuse"))
                .toList();
    }

    private String failure(String name) {
        SpanData span = traces.only(name);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        return String.valueOf(attributes(span).get("error.type"));
    }
}
