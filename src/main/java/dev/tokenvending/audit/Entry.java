package dev.tokenvending.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** What waits in the queue of the audit. */
@JsonPropertyOrder({"schema", "time", "event"})
sealed interface Entry
        permits AuditEntry, OperatorEntry, CommandEntry, ConfigurationEntry, CustomerEntry, SignInEntry, Entry.End {

    /** The version of {@code docs/audit.schema.json} that the line is of. */
    int SCHEMA = 1;

    @JsonProperty
    default int schema() {
        return SCHEMA;
    }

    /** Nothing comes after this. */
    enum End implements Entry {
        END
    }
}
