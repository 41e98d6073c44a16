package dev.tokenvending.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ToldExporterTests {

    private CompletableResultCode next = CompletableResultCode.ofSuccess();

    private final ToldExporter exporter = new ToldExporter(
            new SpanExporter() {
                @Override
                public CompletableResultCode export(Collection<SpanData> spans) {
                    return next;
                }

                @Override
                public CompletableResultCode flush() {
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode shutdown() {
                    return CompletableResultCode.ofSuccess();
                }
            },
            URI.create("https://collector.example.com/v1/traces?key=secret"));

    @Test
    void exportWhenItFailsAndThenDoesNotThenToldOnceEachWithoutASecret(CapturedOutput output) {
        exporter.export(List.of());
        assertThat(output).doesNotContain("Spans");
        next = CompletableResultCode.ofExceptionalFailure(
                new IllegalStateException("secret", new IOException("secret")));
        exporter.export(List.of());
        exporter.export(List.of());
        assertThat(output)
                .containsOnlyOnce("cannot be sent to https://collector.example.com/v1/traces")
                .contains("IOException")
                .doesNotContain("secret");
        next = CompletableResultCode.ofSuccess();
        exporter.export(List.of());
        exporter.export(List.of());
        assertThat(output).containsOnlyOnce("can be sent to https://collector.example.com/v1/traces again");
    }
}
