package dev.tokenvending.audit;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** An output of the audit that takes nothing until it is released. */
final class StuckOutput extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {

    static final Entry ENTRY = new CommandEntry(Instant.EPOCH, "test", 0);

    private final Logger audit = (Logger) LoggerFactory.getLogger("audit");
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private StuckOutput() {}

    static StuckOutput open() {
        StuckOutput output = new StuckOutput();
        output.start();
        output.audit.addAppender(output);
        return output;
    }

    /** Lets the log's writer run into it, and then as many entries wait as may. */
    void fill(AuditLog log) {
        log.write(ENTRY);
        await().until(() -> waiting.getCount() == 0);
        while (log.waiting() < AuditQueue.LENGTH) {
            log.write(ENTRY);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        waiting.countDown();
        boolean interrupted = true;
        while (interrupted) {
            try {
                released.await();
                interrupted = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
        audit.detachAppender(this);
        stop();
    }
}
