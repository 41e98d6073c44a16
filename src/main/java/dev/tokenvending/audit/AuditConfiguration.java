package dev.tokenvending.audit;

import dev.tokenvending.core.Ticker;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Puts the audit around everything. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    AuditLog auditLog(JsonMapper json) {
        return new AuditLog(json);
    }

    @Bean
    ConfigurationAudit configurationAudit(AuditLog log, Clock clock) {
        return new ConfigurationAudit(log, clock);
    }

    @Bean
    FilterRegistrationBean<AuditFilter> auditFilter(AuditLog log, Clock clock, Ticker ticker) {
        FilterRegistrationBean<AuditFilter> filter = new FilterRegistrationBean<>(new AuditFilter(log, clock, ticker));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
