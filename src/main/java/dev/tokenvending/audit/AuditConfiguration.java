package dev.tokenvending.audit;

import dev.tokenvending.core.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/** Puts the audit around everything. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    /** Closed, and so written to the end, when the web server has stopped. */
    @Bean(initMethod = "start", destroyMethod = "close")
    AuditLog auditLog(Overflow overflow, JsonMapper json, Ticker ticker) {
        return new AuditLog(overflow, json, ticker);
    }

    @Bean
    AuditMeters auditMeters(MeterRegistry meters, AuditLog log) {
        return new AuditMeters(meters, log);
    }

    @Bean
    ConfigurationAudit configurationAudit(AuditLog log, Clock clock) {
        return new ConfigurationAudit(log, clock);
    }

    @Bean
    CustomerAudit customerAudit(AuditLog log, Clock clock) {
        return new CustomerAudit(log, clock);
    }

    @Bean
    FilterRegistrationBean<AuditFilter> auditFilter(
            AuditLog log,
            MeterRegistry meters,
            HandlerExceptionResolver handlerExceptionResolver,
            Clock clock,
            Ticker ticker) {
        FilterRegistrationBean<AuditFilter> filter = new FilterRegistrationBean<>(
                new AuditFilter(log, new RequestMeters(meters), handlerExceptionResolver, clock, ticker));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
