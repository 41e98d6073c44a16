package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UnblockedLogTests {

    private final LoggerContext logging = new LoggerContext();
    private final Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
    private final SlowConsole console = new SlowConsole();

    @Test
    void logWhenConsoleIsStuckThenCallerGoesOnAndLinesComeLater() {
        open("CONSOLE");
        UnblockedLog.unblock(logging);
        root.warn("one");
        root.warn("two");
        for (int i = 0; i < 10_000; i++) {
            root.warn("more");
        }
        assertThat(console.lines).isEmpty();

        console.released.countDown();
        await().until(() -> console.lines.size() > 1);
        assertThat(console.lines).startsWith("one", "two");
        logging.stop();
        assertThat(console.lines)
                .as("each once, and what did not fit is left out")
                .hasSizeBetween(1024, 2 * 1024 + 1);
    }

    @Test
    void stopWhenLinesWaitThenTheyAreWritten() {
        open("CONSOLE");
        console.released.countDown();
        UnblockedLog.unblock(logging);
        for (int i = 0; i < 500; i++) {
            root.warn("line");
        }
        logging.stop();
        assertThat(console.lines).hasSize(500);
    }

    @Test
    void unblockWhenThereIsNoConsoleThenNothingChanges() {
        open("OTHER");
        UnblockedLog.unblock(logging);
        assertThat(Objects.requireNonNull(root.getAppender("OTHER"))).isSameAs(console);
        assertThat(root.getAppender("QUEUE")).isNull();
    }

    private void open(String name) {
        logging.setMDCAdapter(new LogbackMDCAdapter());
        console.setContext(logging);
        console.setName(name);
        console.start();
        root.addAppender(console);
    }

    private static final class SlowConsole extends UnsynchronizedAppenderBase<ILoggingEvent> {

        private final CountDownLatch released = new CountDownLatch(1);
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lines.add(event.getFormattedMessage());
        }
    }
}
