package dev.tokenvending.audit;

import dev.tokenvending.settings.Settings;

/** What happens to requests while audit entries cannot be written as fast as they come. */
public enum Overflow {
    /** They are answered 503: nothing is vended that is not written down. */
    REFUSE,

    /** They are served, and their entries are left out. */
    DROP;

    public static Overflow read(Settings settings) {
        return settings.read(AuditProperties.class).overflow();
    }
}
