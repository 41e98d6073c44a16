package dev.tokenvending;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Once the service runs, lets no request wait for standard output to take a line of the log: lines wait in a queue, and
 * are left out when it is full. Not before: what a start that fails has to say must be out before the process ends.
 */
class UnblockedLog implements ApplicationListener<ApplicationReadyEvent> {

    private static final int LENGTH = 1024;

    /** As Spring Boot names it. */
    private static final String CONSOLE = "CONSOLE";

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            unblock(logging);
        }
    }

    static void unblock(LoggerContext logging) {
        Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> console = root.getAppender(CONSOLE);
        if (console != null) {
            AsyncAppender queue = new AsyncAppender();
            queue.setContext(logging);
            queue.setName("QUEUE");
            queue.setQueueSize(LENGTH);
            queue.setNeverBlock(true);
            queue.addAppender(console);
            queue.start();
            root.addAppender(queue);
            root.detachAppender(console);
        }
    }
}
