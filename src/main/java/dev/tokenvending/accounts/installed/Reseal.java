package dev.tokenvending.accounts.installed;

import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.SealedTable;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.StoreUnavailableException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code reseal}: seals all that stays by the first encryption key, so that the others can go. Each seal is opened, also
 * those that need nothing: whoever is about to throw keys away wants to know that those that stay do. It may run beside the
 * service and beside itself, end at any time and be run again.
 */
public final class Reseal {

    /** The name of the command. */
    public static final String NAME = "reseal";

    /** Counts and changes nothing. */
    public static final String DRY_RUN = "--dry-run";

    private static final int FAILED = 1;
    private static final String SETTING = "token-vending.encryption-keys";

    private final Seals seals;
    private final List<SealedTable<?>> tables;

    Reseal(Seals seals, List<SealedTable<?>> tables) {
        this.seals = seals;
        this.tables = tables;
    }

    /** What came of one. */
    private enum Outcome {
        ANEW,
        CURRENT,
        BROKEN,
        GONE
    }

    /** So many of each. */
    public record Count(int anew, int current, int broken) {

        private Count and(Outcome outcome) {
            return switch (outcome) {
                case ANEW -> new Count(anew + 1, current, broken);
                case CURRENT -> new Count(anew, current + 1, broken);
                case BROKEN -> new Count(anew, current, broken + 1);
                case GONE -> this;
            };
        }
    }

    /**
     * Opens all of them, and changes nothing.
     *
     * @throws StoreUnavailableException when the database does not serve
     */
    public Count look() {
        return count(true, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** Says what came of it; gives the exit code: 0, or 1 when not all could be opened or the database did not serve. */
    public int run(boolean dryRun, PrintStream out, PrintStream err) {
        try {
            Count count = count(dryRun, err);
            out.println(count.anew() + (dryRun ? " would be sealed anew, " : " sealed anew, ") + count.current()
                    + " already by " + seals.currentKeyId() + ", " + count.broken() + " cannot be opened");
            if (count.broken() > 0) {
                err.println("Take no key out of " + SETTING + ". Put back those that are named above, and run the"
                        + " command again.");
                return FAILED;
            }
            if (!dryRun) {
                out.println("Nothing that stays in the database needs another key than " + seals.currentKeyId()
                        + ". Once it is the first of " + SETTING + " for every instance, and this command has found"
                        + " nothing left to seal anew, the others can be taken out there.");
            }
            return 0;
        } catch (StoreUnavailableException e) {
            err.println("The database is unavailable. What was sealed anew stays so; run the command again.");
            return FAILED;
        }
    }

    private Count count(boolean dryRun, PrintStream err) {
        Count count = new Count(0, 0, 0);
        for (SealedTable<?> table : tables) {
            count = count(table, count, dryRun, err);
        }
        return count;
    }

    private <R extends SealedTable.Row<R>> Count count(
            SealedTable<R> table, Count before, boolean dryRun, PrintStream err) {
        Count count = before;
        List<R> page = table.after(null);
        while (!page.isEmpty()) {
            for (R one : page) {
                count = count.and(sealed(table, one, dryRun, err));
            }
            page = table.after(page.getLast());
        }
        return count;
    }

    private <R extends SealedTable.Row<R>> Outcome sealed(
            SealedTable<R> table, R read, boolean dryRun, PrintStream err) {
        Optional<R> now = Optional.of(read);
        while (now.isPresent()) {
            R old = now.get();
            try {
                R anew = old.anew(seals);
                if (anew.equals(old)) {
                    return Outcome.CURRENT;
                }
                if (dryRun || table.replace(old, anew)) {
                    return Outcome.ANEW;
                }
            } catch (BrokenSealException e) {
                err.println(old.name() + ", sealed by key "
                        + seals.keyIdOf(old.seal()).orElse("none") + ": " + e.code());
                return Outcome.BROKEN;
            }
            now = table.find(old);
        }
        return Outcome.GONE;
    }
}
