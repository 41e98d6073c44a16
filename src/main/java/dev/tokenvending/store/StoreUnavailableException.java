package dev.tokenvending.store;

import org.jspecify.annotations.Nullable;

/** The database does not answer, or not in time; whether it has done what it was asked to is not known. */
public final class StoreUnavailableException extends RuntimeException {

    StoreUnavailableException(@Nullable Throwable cause) {
        super("The database is unavailable", cause);
    }
}
