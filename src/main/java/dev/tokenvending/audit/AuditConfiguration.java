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
    FilterRegistrationBean<AuditFilter> auditFilter(JsonMapper json, Clock clock, Ticker ticker) {
        FilterRegistrationBean<AuditFilter> filter =
                new FilterRegistrationBean<>(new AuditFilter(new AuditLog(json), clock, ticker));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
