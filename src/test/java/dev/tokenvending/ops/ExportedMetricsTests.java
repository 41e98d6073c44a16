package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.SandboxApp;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.ops.Selector.Condition;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** What {@code monitoring/} looks at is what the service shows: an alert on a name that does not exist never fires. */
@WatchedApp
class ExportedMetricsTests {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Prometheus makes these itself. */
    private static final Set<String> METRICS_OF_PROMETHEUS = Set.of("up");

    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");

    private final int port;

    ExportedMetricsTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    private record Sample(String metric, Map<String, String> labels) {

        static Sample of(String line) {
            var found = SAMPLE.matcher(line);
            assertThat(found.matches()).as(line).isTrue();
            return new Sample(
                    found.group(1),
                    found.group(2) == null
                            ? Map.of()
                            : LABEL.matcher(found.group(2))
                                    .results()
                                    .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2))));
        }
    }

    /** Some metrics come with what they count. */
    @BeforeEach
    void makeAllAppear() {
        assertThat(Wire.get("/token")
                        .as(SandboxApp.CALLER, SandboxApp.PASSWORD)
                        .to(port)
                        .status())
                .isEqualTo(200);
        Wire.of("PUT", "/sandbox/faults")
                .sending("{\"fault\":\"500\",\"times\":1}")
                .to(port);
        assertThat(Wire.get("/token")
                        .as(SandboxApp.CALLER, SandboxApp.PASSWORD)
                        .to(port)
                        .status())
                .isEqualTo(503);
        Wire.post("/appconnect/events").sending("{}").to(port);
        Wire.post("/sandbox/appconnect/events").sending("""
            {"type":"app.installed","installation":"watched","account_id":"acc-1","account_name":"starship"}\
            """).to(port);
        // Just after the answer.
        await().until(() -> samples().stream()
                .map(Sample::metric)
                .collect(Collectors.toSet())
                .containsAll(Set.of(
                        "token_vending_requests_seconds_count",
                        "appconnect_events_total",
                        "appconnect_events_refused_total")));
    }

    @Test
    void metricsWhenUsedThenExported() {
        Set<String> exported = samples().stream().map(Sample::metric).collect(Collectors.toSet());
        assertThat(selectors())
                .hasSizeGreaterThan(50)
                .allSatisfy(selector -> assertThat(exported).contains(selector.metric()));
    }

    @Test
    void labelsWhenComparedWithOrGroupedByThenExported() {
        assertThat(Monitoring.expressions()).allSatisfy(expression -> {
            Set<String> all = new HashSet<>(LABELS_OF_PROMETHEUS);
            for (Selector selector : exportedBy(expression)) {
                Set<String> labels = labels(selector.metric());
                all.addAll(labels);
                assertThat(selector.conditions())
                        .extracting(Condition::label)
                        .allMatch(label -> labels.contains(label) || LABELS_OF_PROMETHEUS.contains(label));
            }
            assertThat(all).containsAll(Selector.groupings(expression));
        });
    }

    /** Only {@code installed} cannot be seen here: it takes a customer's user to come. */
    @Test
    void valuesWhenComparedWithThenTheyExist() {
        for (Selector selector : selectors()) {
            for (Condition condition : selector.conditions()) {
                if (!LABELS_OF_PROMETHEUS.contains(condition.label())) {
                    Set<String> known = known(selector.metric(), condition.label());
                    assertThat(condition.values()).as(selector.toString()).allMatch(known::contains);
                }
            }
        }
    }

    private Set<String> known(String metric, String label) {
        return switch (metric + " " + label) {
            case "token_vending_requests_seconds_count outcome", "token_vending_requests_seconds_max outcome" -> {
                Set<String> outcomes = Arrays.stream(ErrorCode.values())
                        .map(ErrorCode::wireName)
                        .collect(Collectors.toSet());
                outcomes.addAll(Set.of("vended", "sign_in_started", "sign_in_redeemed", "sign_in_forgotten"));
                yield outcomes;
            }
            case "appconnect_events_refused_total reason" ->
                Pattern.compile("^\\| `(\\w+)`", Pattern.MULTILINE)
                        .matcher(Monitoring.read(Monitoring.PROJECT.resolve("docs/appconnect.md")))
                        .results()
                        .map(it -> it.group(1))
                        .collect(Collectors.toSet());
            default -> {
                Set<String> values = samples().stream()
                        .filter(sample -> sample.metric().equals(metric))
                        .map(sample -> sample.labels().getOrDefault(label, ""))
                        .collect(Collectors.toSet());
                if (label.equals("account")) {
                    values.add("installed");
                }
                yield values;
            }
        };
    }

    private Set<String> labels(String metric) {
        return samples().stream()
                .filter(sample -> sample.metric().equals(metric))
                .flatMap(sample -> sample.labels().keySet().stream())
                .collect(Collectors.toSet());
    }

    private List<Sample> samples() {
        return Wire.get("/actuator/prometheus")
                .as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD)
                .to(port)
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Sample::of)
                .toList();
    }

    private static List<Selector> selectors() {
        return Monitoring.expressions().stream()
                .flatMap(expression -> exportedBy(expression).stream())
                .toList();
    }

    private static List<Selector> exportedBy(String expression) {
        return Selector.in(expression).stream()
                .filter(selector -> !METRICS_OF_PROMETHEUS.contains(selector.metric()))
                .filter(selector -> !selector.metric().contains(":"))
                .toList();
    }
}
