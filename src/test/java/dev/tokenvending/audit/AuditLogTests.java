package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tokenvending.AuditLines;
import dev.tokenvending.core.TestTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

class AuditLogTests {

    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void admitsWhenOutputIsStuckAndTooManyWaitThenRefusedAndCounted() throws Exception {
        AuditLog log = started(Overflow.REFUSE);
        try (StuckOutput output = StuckOutput.open()) {
            output.fill(log);
            assertThat(log.admits(NOT_AT_ALL)).isFalse();
            assertThat(log.admits(NOT_AT_ALL)).isFalse();
            assertThat(log.refused()).isEqualTo(2);

            output.release();
            assertThat(log.admits(LONG)).isTrue();
            assertThat(log.refused()).isEqualTo(2);
        } finally {
            log.close();
        }
    }

    @Test
    void admitsWhenOutputFlowsAgainInTimeThenNobodyIsRefused() throws Exception {
        AuditLog log = started(Overflow.REFUSE);
        try (StuckOutput output = StuckOutput.open();
                ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            output.fill(log);
            List<Future<Boolean>> admitted = IntStream.range(0, 50)
                    .mapToObj(_ -> requests.submit(() -> log.admits(LONG)))
                    .toList();
            output.release();
            for (Future<Boolean> one : admitted) {
                assertThat(one.get()).isTrue();
            }
            assertThat(log.refused()).isZero();
        } finally {
            log.close();
        }
    }

    /** Who was admitted leaves an entry, whatever has happened since. */
    @Test
    void writeWhenAdmittedBeforeOutputWasStuckThenKept() throws Exception {
        AuditLog log = started(Overflow.REFUSE);
        try (AuditLines lines = AuditLines.open();
                StuckOutput output = StuckOutput.open()) {
            output.fill(log);
            log.write(new CommandEntry(Instant.EPOCH, "late", 0));
            assertThat(log.waiting()).isEqualTo(AuditQueue.LENGTH + 1);
            output.release();
            log.close();
            assertThat(lines.all().getLast()).contains("\"command\":\"late\"");
            assertThat(log.dropped()).isZero();
        }
    }

    @Test
    void writeWhenEntriesMayBeDroppedThenRequestsGoOnAndDropsAreCounted() throws Exception {
        AuditLog log = started(Overflow.DROP);
        try (AuditLines lines = AuditLines.open();
                StuckOutput output = StuckOutput.open()) {
            output.fill(log);
            assertThat(log.admits(NOT_AT_ALL)).isTrue();
            log.write(StuckOutput.ENTRY);
            log.write(StuckOutput.ENTRY);
            assertThat(log.dropped()).isEqualTo(2);
            assertThat(log.refused()).isZero();

            output.release();
            await().until(() -> log.waiting() == 0);
            log.write(new CommandEntry(Instant.EPOCH, "afterwards", 0));
            log.close();
            assertThat(lines.all().getLast()).contains("\"command\":\"afterwards\"");
            assertThat(log.dropped()).isEqualTo(2);
            assertThat(log.written()).isEqualTo(lines.all().size());
        }
    }

    @Test
    void closeWhenEntriesWaitThenAllAreWrittenInOrder() throws Exception {
        AuditLog log = started(Overflow.REFUSE);
        try (AuditLines lines = AuditLines.open()) {
            for (int i = 0; i < 1000; i++) {
                log.write(new CommandEntry(Instant.EPOCH, "number", i));
            }
            log.close();
            assertThat(lines.all())
                    .extracting(line ->
                            JsonMapper.shared().readTree(line).path("exit_code").asInt())
                    .isEqualTo(IntStream.range(0, 1000).boxed().toList());
            assertThat(log.written()).isEqualTo(1000);
        }
    }

    /** Each message is a call of the operating system. */
    @Test
    void writeWhenManyEntriesWaitThenTheyShareMessages() throws Exception {
        AuditLog log = started(Overflow.REFUSE);
        Logger audit = (Logger) LoggerFactory.getLogger("audit");
        ListAppender<ILoggingEvent> messages = new ListAppender<>();
        messages.start();
        audit.addAppender(messages);
        try (StuckOutput output = StuckOutput.open()) {
            output.fill(log);
            output.release();
            log.close();
            assertThat(messages.list).hasSize(1 + AuditQueue.LENGTH / AuditQueue.BATCH);
            assertThat(log.written()).isEqualTo(1 + AuditQueue.LENGTH);
        } finally {
            audit.detachAppender(messages);
        }
    }

    private static AuditLog started(Overflow overflow) {
        AuditLog log = new AuditLog(overflow, JsonMapper.shared(), new TestTicker());
        log.start();
        return log;
    }
}
