package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written to the logger {@code audit} while this is open. */
public final class AuditLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger audit = (Logger) LoggerFactory.getLogger("audit");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private AuditLines() {}

    public static AuditLines open() {
        AuditLines lines = new AuditLines();
        lines.start();
        lines.audit.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.addAll(List.of(event.getFormattedMessage().split("\n")));
    }

    public List<String> all() {
        return lines;
    }

    /** The one line about the request of that name; it may come just after the answer. */
    public JsonNode about(String requestId) {
        await().until(() -> !matching(requestId).isEmpty());
        assertThat(matching(requestId)).hasSize(1);
        String line = matching(requestId).getFirst();
        assertThat(line).doesNotContain("\r");
        return JsonMapper.shared().readTree(line);
    }

    private List<String> matching(String requestId) {
        return lines.stream()
                .filter(line -> line.contains("\"request_id\":\"" + requestId + "\""))
                .toList();
    }

    @Override
    public void close() {
        audit.detachAppender(this);
        stop();
        lines.forEach(AuditSchema::assertKept);
    }
}
