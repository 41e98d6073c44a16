package dev.tokenvending.audit;

import dev.tokenvending.core.Ticker;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that entries could not be taken, once in a minute at most. Asked by the writer alone, after it has
 * written: whoever told it sooner would wait for the same output.
 */
class LossReport {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private final Overflow overflow;
    private final LongSupplier lost;
    private final Ticker ticker;
    private long told;
    private long toldAt;

    LossReport(Overflow overflow, LongSupplier lost, Ticker ticker) {
        this.overflow = overflow;
        this.lost = lost;
        this.ticker = ticker;
        this.toldAt = ticker.nanos() - AT_MOST_EVERY.toNanos();
    }

    void tell() {
        long now = lost.getAsLong();
        if (now == told || ticker.nanos() - toldAt < AT_MOST_EVERY.toNanos()) {
            return;
        }
        log.warn(
                "Standard output did not take audit lines as fast as they came: {} {}."
                        + " Look at what reads it; token-vending.audit.overflow is {}.",
                now - told,
                switch (overflow) {
                    case REFUSE -> "requests were answered 503";
                    case DROP -> "lines were left out";
                },
                overflow.name().toLowerCase(Locale.ROOT));
        told = now;
        toldAt = ticker.nanos();
    }
}
