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
 * wake-up and one message: Java's standard output makes a call of the system of each.
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
            more = write(batch);
            losses.tell();
            // Full, it would fall behind while it rests.
            if (batch.size() < AuditQueue.BATCH) {
                LockSupport.parkNanos(REST.toNanos());
            }
            batch.clear();
        }
    }

    /** Whether more is to come. */
    private boolean write(List<Entry> batch) {
        List<String> lines = new ArrayList<>();
        boolean more = true;
        for (Entry entry : batch) {
            switch (entry) {
                case Entry.End _ -> more = false;
                case AuditEntry _,
                        OperatorEntry _,
                        CommandEntry _,
                        ConfigurationEntry _,
                        CustomerEntry _,
                        SignInEntry _ -> addLine(entry, lines);
            }
        }
        if (!lines.isEmpty()) {
            log(lines);
        }
        return more;
    }

    private void addLine(Entry entry, List<String> lines) {
        try {
            lines.add(json.writeValueAsString(entry));
        } catch (RuntimeException defect) {
            log.error("An audit entry could not be made a line", defect);
        }
    }

    private void log(List<String> lines) {
        try {
            audit.info("{}", String.join("\n", lines));
            written.add(lines.size());
        } catch (RuntimeException defect) {
            log.error("Audit entries could not be written", defect);
        }
    }
}
