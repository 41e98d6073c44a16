package dev.tokenvending.reload;

import dev.tokenvending.core.ConfigurationEvent;
import dev.tokenvending.core.Fingerprint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Notices when the files of the configuration change, and tells what came of it. */
class FileWatch {

    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);

    private final Configurations configurations;
    private final ApplicationEventPublisher events;
    private @Nullable Fingerprint seen;

    FileWatch(Configurations configurations, ApplicationEventPublisher events) {
        this.configurations = configurations;
        this.events = events;
    }

    /**
     * Reloads when the files have changed and then stayed the same from one look to the next: a file that is being written
     * may look whole halfway.
     *
     * @return whether they have changed and need another look soon
     */
    synchronized boolean look() {
        Fingerprint now = configurations.contentNow();
        boolean changed = !now.equals(configurations.contentThen());
        boolean settled = now.equals(seen);
        seen = changed ? now : null;
        if (changed && settled) {
            reload();
            return false;
        }
        return changed;
    }

    /** Reloads at once. */
    synchronized ConfigurationEvent reload() {
        ConfigurationEvent event = configurations.reload();
        switch (event) {
            case ConfigurationEvent.Replaced replaced ->
                log.info("The configuration was read anew and is in force: {}", replaced.version());
            case ConfigurationEvent.Refused refused ->
                log.error(
                        "The configuration was read anew and refused, the previous one stays:\n  {}",
                        String.join("\n  ", refused.problems()));
        }
        events.publishEvent(event);
        return event;
    }
}
