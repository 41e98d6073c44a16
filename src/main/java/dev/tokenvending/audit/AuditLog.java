package dev.tokenvending.audit;

import dev.tokenvending.core.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.json.JsonMapper;

/** Takes audit entries, which {@link AuditWriter} then writes: nobody who brings one waits for standard output. */
class AuditLog {

    /** Shutdown does not wait longer for an output that is blocked. */
    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(5);

    private final AuditQueue queue = new AuditQueue();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Overflow overflow;
    private final AuditWriter writer;

    AuditLog(Overflow overflow, JsonMapper json, Ticker ticker) {
        this.overflow = overflow;
        this.writer = new AuditWriter(queue, json, new LossReport(overflow, this::lost, ticker));
    }

    void start() {
        writer.start();
    }

    /** Whether a request that has just come may go on; it waits for that if it has to, but not for longer than given. */
    boolean admits(Duration patience) throws InterruptedException {
        boolean admitted = queue.hasRoom()
                || switch (overflow) {
                    case REFUSE -> queue.awaitRoom(patience);
                    case DROP -> true;
                };
        if (!admitted) {
            refused.increment();
        }
        return admitted;
    }

    void write(Entry entry) {
        switch (overflow) {
            case REFUSE -> queue.add(entry);
            case DROP -> writeIfThereIsRoom(entry);
        }
    }

    /** For what nobody was admitted for. */
    void writeIfThereIsRoom(Entry entry) {
        if (queue.hasRoom()) {
            queue.add(entry);
        } else {
            dropped.increment();
        }
    }

    int waiting() {
        return queue.size();
    }

    long written() {
        return writer.written();
    }

    long dropped() {
        return dropped.sum();
    }

    long refused() {
        return refused.sum();
    }

    private long lost() {
        return refused() + dropped();
    }

    /** Has all that waits written first. */
    void close() throws InterruptedException {
        writer.finish(TIME_TO_FINISH);
    }
}
