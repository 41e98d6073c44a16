package dev.tokenvending.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table with sealed secrets that stay for longer than minutes, so that they are sealed anew when the keys change. Each
 * method has a transaction of its own.
 *
 * @param <R> a row of it, as it was read; equal only to one with the same seals
 */
public interface SealedTable<R extends SealedTable.Row<R>> {

    /** What has to be known of a row. */
    interface Row<R> {

        /** Which one it is, for an operator; holds no secret. */
        String name();

        /** A seal of it, for the key it names. */
        String seal();

        /**
         * The same, sealed by the key that seals now.
         *
         * @throws BrokenSealException when a seal does not open, by whatever key it was made
         */
        R anew(Seals seals) throws BrokenSealException;
    }

    /** Some of those behind that one, in an order of their own; the first ones behind none, and none at the end. */
    List<R> after(@Nullable R last);

    /** As it is by now, unless it is gone. */
    Optional<R> find(R row);

    /** Puts the one in the place of the other; false when that is no longer there. No two seals are the same. */
    boolean replace(R old, R by);
}
