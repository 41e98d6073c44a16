package dev.tokenvending.accounts.installed;

import dev.tokenvending.store.BrokenSealException;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreUnavailableException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code reseal}: seals all credentials by the first encryption key, so that the others can go. Each is opened, also those
 * that need nothing: whoever is about to throw keys away wants to know that those that stay do. It may run beside the
 * service and beside itself, end at any time and be run again.
 */
public final class Reseal {

    /** The name of the command. */
    public static final String NAME = "reseal";

    /** Counts and changes nothing. */
    public static final String DRY_RUN = "--dry-run";

    private static final int FAILED = 1;
    private static final String SETTING = "token-vending.encryption-keys";

    private final SealedCredentials credentials;
    private final Seals seals;

    Reseal(Store store, Seals seals) {
        this.credentials = new SealedCredentials(store);
        this.seals = seals;
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
                out.println("Nothing in the database needs another key than " + seals.currentKeyId()
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
        @Nullable SealedCredential last = null;
        List<SealedCredential> page = credentials.after(last);
        while (!page.isEmpty()) {
            for (SealedCredential one : page) {
                count = count.and(sealed(one, dryRun, err));
            }
            last = page.getLast();
            page = credentials.after(last);
        }
        return count;
    }

    private Outcome sealed(SealedCredential read, boolean dryRun, PrintStream err) {
        Optional<SealedCredential> now = Optional.of(read);
        while (now.isPresent()) {
            SealedCredential old = now.get();
            try {
                SealedCredential anew = old.anew(seals);
                if (anew.equals(old)) {
                    return Outcome.CURRENT;
                }
                if (dryRun || credentials.replace(old, anew)) {
                    return Outcome.ANEW;
                }
            } catch (BrokenSealException e) {
                err.println(problem(old, e.code()));
                return Outcome.BROKEN;
            }
            now = credentials.find(old.row());
        }
        return Outcome.GONE;
    }

    private String problem(SealedCredential it, String code) {
        String key = seals.keyIdOf(it.privateKey()).orElse("none");
        return "Client " + it.row().clientId() + " of installation "
                + it.row().id().installationId() + " of app " + it.row().id().appId() + ", sealed by key " + key + ": "
                + code;
    }
}
