package dev.tokenvending.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whoever is woken by an alert finds what to do. */
class AlertsTests {

    private static final String RUNBOOK =
            "https://github.com/OWNER/talkdesk-token-vending/blob/main/docs/operations.md#";
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern SECTION = Pattern.compile("^#+ (TokenVending\\w+)$", Pattern.MULTILINE);

    @Test
    void alertsWhenReadThenEachHasAllAndASectionInTheRunbook() {
        Set<String> anchors = HEADING.matcher(runbook())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
        assertThat(Monitoring.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.path("for").asString("")).matches("[1-9]\\d*[mh]");
            assertThat(alert.path("labels").path("severity").asString("")).isIn("critical", "warning");
            JsonNode annotations = alert.path("annotations");
            assertThat(annotations.path("summary").asString("")).isNotBlank();
            String runbook = annotations.path("runbook_url").asString("");
            assertThat(runbook).startsWith(RUNBOOK);
            assertThat(anchors).contains(runbook.substring(RUNBOOK.length()));
        });
    }

    /** Neither an alert without a section of its own, nor a section about an alert that is gone. */
    @Test
    void sectionsWhenComparedWithAlertsThenOneEach() {
        assertThat(SECTION.matcher(runbook()).results().map(section -> section.group(1)))
                .containsExactlyElementsOf(names());
    }

    @Test
    void alertsWhenTheyHaveCasesThenEachFiresInOne() {
        String cases = Monitoring.read(Monitoring.DIRECTORY.resolve("alerts.test.yaml"));
        assertThat(names()).allSatisfy(name -> assertThat(cases).contains("alertname=\"" + name + "\""));
    }

    @Test
    void recordedWhenUsedThenThereIsARuleThatRecordsIt() {
        assertThat(Monitoring.expressions())
                .flatMap(Selector::in)
                .extracting(Selector::metric)
                .filteredOn(metric -> metric.contains(":"))
                .isNotEmpty()
                .isSubsetOf(Monitoring.recorded());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sum by (job) (rate(a_total{x=\"1\"}[5m]) or rate(b[5m])); a_total, b",
                "(a{b=~\"c|d\"} unless a offset 10m) > 0 and job:c:d * 3600 >= 1e3; a, a, job:c:d",
                "histogram_quantile(0.5, sum by (le) (rate(a_bucket[5m]))) / scalar(b:c); a_bucket, b:c",
            })
    void inWhenExpressionThenItsMetrics(String expression, String metrics) {
        assertThat(Selector.in(expression)).extracting(Selector::metric).containsExactly(metrics.split(", "));
    }

    private static List<String> names() {
        return Monitoring.alerts().stream()
                .map(alert -> alert.path("alert").stringValue())
                .toList();
    }

    private static String runbook() {
        return Monitoring.read(Monitoring.PROJECT.resolve("docs/operations.md"));
    }
}
