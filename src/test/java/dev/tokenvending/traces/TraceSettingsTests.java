package dev.tokenvending.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceSettingsTests {

    private static final String OTLP = "management.opentelemetry.tracing.export.otlp.";
    private static final String ENDPOINT = OTLP + "endpoint=https://collector.example.com/v1/traces";

    @Test
    void readWhenNothingIsSetThenOff() {
        assertThat(read()).isEqualTo(TraceSettings.OFF);
        assertThat(read("OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "OTEL_TRACES_SAMPLER_ARG=2"))
                .isEqualTo(TraceSettings.OFF);
    }

    @Test
    void readWhenOnlyTheEndpointIsSetThenAllTracesGoThere() {
        assertThat(read(ENDPOINT))
                .isEqualTo(new TraceSettings(
                        URI.create("https://collector.example.com/v1/traces"),
                        Map.of(),
                        1,
                        true,
                        Map.of("service.name", "talkdesk-token-vending")));
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318, http://localhost:4318/v1/traces",
        "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318/, http://collector:4318/v1/traces",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://collector.example.com/in, https://collector.example.com/in",
    })
    void readWhenSetByOpenTelemetrysVariablesThenThere(String variable, URI endpoint) {
        assertThat(read(variable).endpoint()).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTEL_SDK_DISABLED=true", "OTEL_TRACES_EXPORTER=none"})
    void readWhenSwitchedOffThenOff(String variable) {
        assertThat(read(ENDPOINT, variable)).isEqualTo(TraceSettings.OFF);
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_TRACES_SAMPLER_ARG=0.25, 0.25",
        "OTEL_TRACES_SAMPLER=parentbased_always_off, 0",
        "management.tracing.sampling.probability=0.5, 0.5",
    })
    void readWhenAShareIsSetThenThat(String setting, double share) {
        assertThat(read(ENDPOINT, setting).share()).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"tracecontext, true", "'baggage, tracecontext', true", "none, false", "b3, false"})
    void readWhenPropagatorsAreSetThenByTheTraceContextAloneOrNotAtAll(String formats, boolean propagating) {
        assertThat(read(ENDPOINT, "OTEL_PROPAGATORS=" + formats).propagating()).isEqualTo(propagating);
    }

    @Test
    void readWhenHeadersAreSetThenDecodedAndNeverPrinted(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "from-file\n");
        TraceSettings settings = read(
                ENDPOINT,
                "OTEL_EXPORTER_OTLP_HEADERS=x-api-key=a%20b+c, tenant=acme",
                OTLP + "headers.Authorization=file:" + file);
        assertThat(settings.headers())
                .isEqualTo(Map.of("x-api-key", "a b+c", "tenant", "acme", "Authorization", "from-file"));
        assertThat(settings.toString()).doesNotContain("a b+c").doesNotContain("from-file");
    }

    @Test
    void readWhenTheProcessIsDescribedThenSo() {
        assertThat(read(ENDPOINT, "OTEL_SERVICE_NAME=tokens", "OTEL_RESOURCE_ATTRIBUTES=service.name=x,zone=eu")
                        .resource())
                .isEqualTo(Map.of("service.name", "tokens", "zone", "eu"));
    }

    @Test
    void readWhenTheUrlHasAQueryThenItIsNeverPrinted() {
        assertThat(read(ENDPOINT + "?key=secret").toString())
                .contains("collector.example.com")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"'', secret", "?key=secret, "})
    void readWhenAKeyWouldGoOverPlainHttpThenRefused(String query, @Nullable String header) {
        Settings settings = TestSettings.of(
                OTLP + "endpoint=http://collector:4318/v1/traces" + query,
                header == null ? "OTEL_SERVICE_NAME=tokens" : OTLP + "headers.x-api-key=" + header);
        TraceSettings.read(settings);
        assertThat(TestSettings.problems(settings)).singleElement().asString().contains("must be https");
        assertThat(TestSettings.message(settings)).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret%0Aline", "secret%00", "s%C3%A9cret"})
    void readWhenAHeaderCannotBeSentThenRefusedWithoutItsValue(String value) {
        Settings settings = TestSettings.of(ENDPOINT, "OTEL_EXPORTER_OTLP_HEADERS=x-api-key=" + value);
        TraceSettings.read(settings);
        assertThat(TestSettings.problems(settings)).singleElement().asString().contains("one line of ASCII");
        assertThat(TestSettings.message(settings)).doesNotContain("cret");
    }

    @Test
    void readWhenAllIsWrongThenEachIsTold() {
        Settings settings = TestSettings.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318",
                "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
                "OTEL_TRACES_EXPORTER=zipkin",
                "OTEL_TRACES_SAMPLER_ARG=2",
                "OTEL_EXPORTER_OTLP_HEADERS=nonsense",
                "OTEL_RESOURCE_ATTRIBUTES=a=%zz");
        TraceSettings.read(settings);
        List<String> problems = TestSettings.problems(settings);
        assertThat(problems).hasSize(6);
        assertThat(String.join("\n", problems))
                .contains(
                        "otlp.endpoint",
                        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
                        "OTEL_TRACES_EXPORTER",
                        "sampling.probability",
                        "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
                        "OTEL_RESOURCE_ATTRIBUTES");
    }

    private static TraceSettings read(String... settings) {
        Settings all = TestSettings.of(settings);
        TraceSettings read = TraceSettings.read(all);
        assertThat(TestSettings.problems(all)).isEmpty();
        return read;
    }
}
