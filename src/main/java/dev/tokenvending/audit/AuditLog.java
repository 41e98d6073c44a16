package dev.tokenvending.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes audit entries, each as one line of JSON, to the logger {@code audit}. */
class AuditLog {

    private static final Logger audit = LoggerFactory.getLogger("audit");

    private final JsonMapper json;

    AuditLog(JsonMapper json) {
        this.json = json;
    }

    void write(ConfigurationEntry entry) {
        audit.info("{}", json.writeValueAsString(entry));
    }

    void write(AuditEntry entry) {
        audit.info("{}", json.writeValueAsString(entry));
    }
}
