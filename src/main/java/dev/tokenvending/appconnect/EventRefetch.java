package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.installed.Installation;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.appconnect.EventCall.Answer;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.CustomerEvent;
import dev.tokenvending.store.StoreUnavailableException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * {@code refetch-event APP EVENT}: has Talkdesk tell an event again that was lost, and takes it as if it had been
 * delivered. Who may read an event is up to Talkdesk, so one customer after the other is asked.
 */
public final class EventRefetch {

    /** The name of the command. */
    public static final String NAME = "refetch-event";

    /** The option that names whose credentials to use. */
    public static final String INSTALLATION = "--installation";

    static final int MOST = 10;

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /** Alone in a path they mean another one, encoded or not. */
    private static final Set<String> NO_SEGMENTS = Set.of(".", "..");

    private final AppConnectApps apps;
    private final EventSource source;
    private final EventIntake intake;
    private final ApplicationEventPublisher events;

    EventRefetch(AppConnectApps apps, EventSource source, EventIntake intake, ApplicationEventPublisher events) {
        this.apps = apps;
        this.source = source;
        this.intake = intake;
        this.events = events;
    }

    /**
     * Says who was asked and what came of it; gives the exit code: 0 when the event is in the store, 1 when not, 2 when
     * what is asked for cannot be.
     *
     * @param installationId by whose credentials; absent for those of any customer
     */
    public int run(String appId, String eventId, @Nullable String installationId, PrintStream out, PrintStream err) {
        if (!isId(appId) || !isId(eventId) || (installationId != null && !isId(installationId))) {
            err.println("An id of Talkdesk is 1 to 200 printable characters.");
            return USAGE;
        }
        if (!apps.ids().contains(appId)) {
            err.println("The app " + appId + " is not ours. appconnect.app-ids has: " + String.join(", ", apps.ids()));
            return FAILED;
        }
        try {
            return ask(appId, eventId, installationId, out, err);
        } catch (StoreUnavailableException e) {
            err.println("The database is unavailable. Run the command again once it is there.");
            return FAILED;
        }
    }

    private static boolean isId(String text) {
        return AccountId.isTalkdeskId(text) && !NO_SEGMENTS.contains(text);
    }

    private int ask(String appId, String eventId, @Nullable String installationId, PrintStream out, PrintStream err) {
        List<Installation> installations = installations(appId, installationId);
        if (installations.isEmpty()) {
            err.println("There is no " + (installationId == null ? "installation" : "installation " + installationId)
                    + " of app " + appId + " by whose credentials to ask. import-accounts brings customers in from a"
                    + " file.");
            return FAILED;
        }
        for (Installation one : installations) {
            switch (source.read(one, eventId)) {
                case Answer.Found(String body) -> {
                    told(one, "the event", err);
                    return take(body.getBytes(StandardCharsets.UTF_8), appId, eventId, out, err);
                }
                case Answer.None(String reason) -> told(one, reason, err);
            }
        }
        err.println("The event was not had from " + installations.size() + " of the installations. " + INSTALLATION
                + " ID asks by another one.");
        return FAILED;
    }

    private static void told(Installation asked, String answer, PrintStream err) {
        err.println("Asked by the credentials of installation " + asked.id().installationId() + ": " + answer);
    }

    private List<Installation> installations(String appId, @Nullable String installationId) {
        return source.store()
                .inTransaction(jdbc -> installationId == null
                        ? source.lookup().installations().newest(jdbc, appId, MOST)
                        : source.lookup().installations().find(jdbc, new InstallationId(appId, installationId)).stream()
                                .toList());
    }

    private int take(byte[] body, String appId, String eventId, PrintStream out, PrintStream err) {
        return switch (intake.asked(body, appId, eventId)) {
            case Taken.Accepted(CustomerEvent event) -> {
                events.publishEvent(event);
                out.println(eventId + " " + event.effect().name().toLowerCase(Locale.ROOT));
                yield 0;
            }
            case Taken.Refused(String reason) -> refused(reason, err);
            case Taken.Unread(var _, String reason) -> refused(reason, err);
            case Taken.Unavailable(String reason) -> {
                err.println("The event could not be taken: " + reason + ". Run the command again.");
                yield FAILED;
            }
        };
    }

    private static int refused(String reason, PrintStream err) {
        err.println("What came is refused: " + reason);
        return FAILED;
    }
}
