package dev.tokenvending.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Traces whose spans stay here. */
public final class TestTraces {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    /** All of them, and going on from callers to those who are called. */
    public final Traces traces = traces(1, true);

    Traces traces(double share, boolean propagating) {
        return new Traces(
                new Recorder(SimpleSpanProcessor.create(exporter), Resource.getDefault(), share, propagating));
    }

    void forget() {
        exporter.reset();
    }

    /** Those that have ended, in the order of their beginnings. */
    List<SpanData> spans() {
        return exporter.getFinishedSpanItems().stream()
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .toList();
    }

    SpanData only(String name) {
        List<SpanData> found =
                spans().stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }

    /** The names of the spans from the first one down, once there are so many: each with what is in it in brackets. */
    String tree(int spans) {
        await().untilAsserted(() -> assertThat(spans()).hasSize(spans));
        List<SpanData> all = spans();
        return all.stream()
                .filter(span -> all.stream().noneMatch(other -> isIn(span, other)))
                .map(root -> branch(root, all))
                .collect(Collectors.joining(" "));
    }

    private static String branch(SpanData span, List<SpanData> all) {
        String inside = all.stream()
                .filter(other -> isIn(other, span))
                .map(child -> branch(child, all))
                .collect(Collectors.joining(" "));
        return span.getName() + (inside.isEmpty() ? "" : "[" + inside + "]");
    }

    private static boolean isIn(SpanData inner, SpanData outer) {
        return inner.getParentSpanId().equals(outer.getSpanId());
    }

    static Map<String, Object> attributes(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(it -> it.getKey().getKey(), Map.Entry::getValue));
    }
}
