package dev.tokenvending.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the entries of the queue, each as one line of JSON, to the logger {@code audit}. On a platform thread, which
 * standard output may block for ever. It rests between two looks at the queue, so that under load many lines share one
 * wake-up and one flush.
 */
class AuditWriter {

    private static final Logger audit = LoggerFactory.getLogger("audit");
    private static final Logger log = LoggerFactory.getLogger(AuditWriter.class);
    private static final Duration REST = Duration.ofMillis(5);

    private final AuditQueue queue;
    private final JsonMapper json;
    private final LossReport losses;
    private final LongAdder written = new LongAdder();
    private final Thread thread = Thread.ofPlatform().daemon().name("audit").unstarted(this::run);

    AuditWriter(AuditQueue queue, JsonMapper json, LossReport losses) {
        this.queue = queue;
        this.json = json;
        this.losses = losses;
    }

    void start() {
        thread.start();
    }

    long written() {
        return written.sum();
    }

    /** Writes what waits and then ends, unless that takes longer than the given time. */
    void finish(Duration atMost) throws InterruptedException {
        queue.add(Entry.End.END);
        thread.join(atMost);
    }

    private void run() {
        List<Entry> batch = new ArrayList<>();
        boolean more = true;
        while (more) {
            queue.take(batch);
            for (Entry entry : batch) {
                more &= write(entry);
            }
            // The appender leaves that to us.
            System.out.flush();
            losses.tell();
            // Full, it would fall behind while it rests.
            if (batch.size() < AuditQueue.BATCH) {
                LockSupport.parkNanos(REST.toNanos());
            }
            batch.clear();
        }
    }

    /** Whether more is to come. */
    private boolean write(Entry entry) {
        if (entry instanceof Entry.End) {
            return false;
        }
        try {
            audit.info("{}", json.writeValueAsString(entry));
            written.increment();
        } catch (RuntimeException defect) {
            log.error("An audit entry could not be written", defect);
        }
        return true;
    }
}
