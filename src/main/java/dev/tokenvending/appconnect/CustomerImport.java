package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.installed.Credentials;
import dev.tokenvending.accounts.installed.Installations;
import dev.tokenvending.core.CustomerEvent.Effect;
import dev.tokenvending.core.InstallationPolicy.Verdict;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreClock;
import dev.tokenvending.store.StoreUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ApplicationEventPublisher;

/**
 * {@code import-accounts FILE}: brings in customers who installed an app before this service was there. All lines are
 * checked before the first is taken; a line that was taken before has no effect.
 */
public final class CustomerImport {

    /** The name of the command. */
    public static final String NAME = "import-accounts";

    /** Checks the file and takes nothing. */
    public static final String DRY_RUN = "--dry-run";

    private static final int FAILED = 1;

    private final Store store;
    private final AccountsFile files;
    private final EventTrail trail = new EventTrail();
    private final EventDesk desk;
    private final Clock clock;

    /** On what the service itself works on. */
    CustomerImport(
            Store store,
            Installations installations,
            Credentials credentials,
            AppConnectApps apps,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.files = new AccountsFile(new EventParser(apps));
        this.desk = new EventDesk(installations, credentials, new Acknowledgements(StoreClock::ofDatabase), events);
        this.clock = clock;
    }

    /** Says what came of each line; gives the exit code: 0, or 1 when the file or the database did not serve. */
    public int run(String file, boolean dryRun, PrintStream out, PrintStream err) {
        try {
            AccountsFile.Content content = files.read(Path.of(file));
            if (!content.problems().isEmpty()) {
                err.println("Nothing was imported. Line and problem:");
                content.problems().forEach(err::println);
                return FAILED;
            }
            if (dryRun) {
                out.println(content.customers().size() + " customers could be imported.");
                return 0;
            }
            take(content.customers(), out);
            return 0;
        } catch (IOException | InvalidPathException e) {
            err.println("The file cannot be read as text (" + e.getClass().getSimpleName() + ").");
        } catch (StoreUnavailableException e) {
            err.println("The database is unavailable. What was listed is in it; run the command again.");
        }
        return FAILED;
    }

    private void take(List<Event.Imported> customers, PrintStream out) {
        for (Event.Imported customer : customers) {
            Effect effect = take(customer);
            out.println(customer.customer().installation().installationId() + " "
                    + effect.name().toLowerCase(Locale.ROOT));
        }
    }

    private Effect take(Event.Imported event) {
        Instant now = clock.instant();
        String installationId = event.customer().installation().installationId();
        return store.inTransaction(jdbc -> {
            if (!trail.add(jdbc, event.head(), installationId, now)) {
                return Effect.DUPLICATE;
            }
            Effect effect = desk.apply(jdbc, event, new Verdict.Approved());
            trail.note(jdbc, event.head(), effect);
            return effect;
        });
    }
}
