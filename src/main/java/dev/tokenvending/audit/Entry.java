package dev.tokenvending.audit;

/** What waits in the queue of the audit. */
sealed interface Entry permits AuditEntry, ConfigurationEntry, CustomerEntry, Entry.End {

    /** Nothing comes after this. */
    enum End implements Entry {
        END
    }
}
