package dev.tokenvending.audit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Shows what becomes of audit entries. */
class AuditMeters {

    AuditMeters(MeterRegistry meters, AuditLog log) {
        Gauge.builder("token.vending.audit.waiting", log, AuditLog::waiting)
                .description("Audit entries that wait to be written")
                .register(meters);
        count(meters, log, "written", AuditLog::written, "Audit entries that were written");
        count(meters, log, "dropped", AuditLog::dropped, "Audit entries that were left out: too many waited");
        count(meters, log, "refused", AuditLog::refused, "Requests answered 503: too many audit entries waited");
    }

    private static void count(
            MeterRegistry meters, AuditLog log, String what, ToDoubleFunction<AuditLog> count, String description) {
        FunctionCounter.builder("token.vending.audit." + what, log, count)
                .description(description)
                .register(meters);
    }
}
