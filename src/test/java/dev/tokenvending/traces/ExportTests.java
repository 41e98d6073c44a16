package dev.tokenvending.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.settings.TestSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExportTests {

    /** More than the queue and what is under way take. */
    private static final int MANY = 20_000;

    @Test
    void exportWhenACollectorListensThenItGetsTheSpansByOtlp() throws Exception {
        try (CollectorStub collector = CollectorStub.open()) {
            export(collector.base(), 3);
            CollectorStub.Taken taken = collector.taken.remove();
            assertThat(taken.path()).isEqualTo("/v1/traces");
            assertThat(taken.headers().getFirst("Content-Type")).isEqualTo("application/x-protobuf");
            assertThat(taken.headers().getFirst("x-api-key")).isEqualTo("abc");
            assertThat(taken.body()).contains("step-1", "step-3", "service.name", "talkdesk-token-vending");
        }
    }

    @Test
    void exportWhenNobodyListensThenTheWorkIsDoneAndItEnds() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(export(URI.create("http://127.0.0.1:" + closed), MANY)).isEqualTo(MANY);
    }

    /** Nobody waits for it, and what it will never get takes no more memory than the queue. */
    @Test
    void exportWhenTheCollectorHangsThenTheWorkIsDoneAndMostIsLeftOut() throws Exception {
        try (CollectorStub collector = CollectorStub.hanging()) {
            Traces traces = traces(collector.base());
            begin(traces, 1_000);
            await().until(() -> !collector.taken.isEmpty());
            assertThat(begin(traces, MANY)).isEqualTo(MANY);
            collector.opened.countDown();
            traces.close();
            int spans = collector.taken.stream()
                    .mapToInt(taken -> (int) Pattern.compile("step-\\d+")
                            .matcher(taken.body())
                            .results()
                            .count())
                    .sum();
            assertThat(spans).isBetween(1_000, 1_000 + Export.QUEUE + 512);
        }
    }

    @Test
    void closeWhenTheCollectorHangsThenItEndsAllTheSame() throws Exception {
        try (CollectorStub collector = CollectorStub.hanging()) {
            export(collector.base(), 10);
            assertThat(collector.opened.getCount()).isEqualTo(1);
        }
    }

    private static int export(URI base, int spans) {
        try (Traces traces = traces(base)) {
            return begin(traces, spans);
        }
    }

    private static int begin(Traces traces, int spans) {
        AtomicInteger done = new AtomicInteger();
        for (int i = 1; i <= spans; i++) {
            Objects.requireNonNull(traces.recorder()).begin("step-" + i).does(_ -> done.incrementAndGet());
        }
        return done.get();
    }

    private static Traces traces(URI base) {
        return new TracesConfiguration()
                .traces(TraceSettings.read(TestSettings.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT=" + base, "OTEL_EXPORTER_OTLP_HEADERS=x-api-key=abc")));
    }
}
