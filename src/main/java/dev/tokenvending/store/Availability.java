package dev.tokenvending.store;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;

/** Whether the database answers, as seen by the last that asked; the log tells when that changes. */
final class Availability {

    private static final Logger log = LoggerFactory.getLogger(Availability.class);

    private final AtomicBoolean lost = new AtomicBoolean();

    StoreUnavailableException lost(RuntimeException cause) {
        // A database with two that are in each other's way is there.
        if (!(cause instanceof ConcurrencyFailureException) && lost.compareAndSet(false, true)) {
            log.warn("The database is unavailable: {}", reason(cause));
        }
        return new StoreUnavailableException(cause);
    }

    void regained() {
        if (lost.get() && lost.compareAndSet(true, false)) {
            log.info("The database is available again");
        }
    }

    /** What the driver says of it, and what made it say so. */
    static String reason(RuntimeException cause) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
        Throwable failure = root;
        for (Throwable one = cause; one != null; one = one.getCause()) {
            failure = one instanceof SQLException ? one : failure;
        }
        return failure.equals(root) ? told(root) : told(failure) + " (" + told(root) + ")";
    }

    /** A URL may hold a password, and the messages of drivers quote URLs. */
    private static String told(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        return failure.getClass().getSimpleName() + (message.contains("jdbc:") ? "" : ": " + message);
    }
}
