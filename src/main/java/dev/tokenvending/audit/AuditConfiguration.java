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
    CustomerAudit customerAudit(AuditLog log, ClientAddresses addresses, Clock clock) {
        return new CustomerAudit(log, addresses, clock);
    }

    @Bean
    SignInAudit signInAudit(AuditLog log, ClientAddresses addresses, Clock clock) {
        return new SignInAudit(log, addresses, clock);
    }

    @Bean
    CommandAudit commandAudit(AuditLog log, Clock clock) {
        return new CommandAudit(log, clock);
    }

    @Bean
    AuditGate auditGate(AuditLog log, HandlerExceptionResolver handlerExceptionResolver) {
        return new AuditGate(log, handlerExceptionResolver);
    }

    @Bean
    FilterRegistrationBean<AuditFilter> auditFilter(
            AuditLog log, MeterRegistry meters, AuditGate gate, ClientAddresses addresses, Clock clock, Ticker ticker) {
        FilterRegistrationBean<AuditFilter> filter = new FilterRegistrationBean<>(
                new AuditFilter(log, new RequestMeters(meters), gate, addresses, clock, ticker));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** Once it is known where a request comes from. */
    @Bean
    FilterRegistrationBean<OperatorAuditFilter> operatorAuditFilter(
            AuditLog log, AuditGate gate, ClientAddresses addresses, Clock clock, Ticker ticker) {
        FilterRegistrationBean<OperatorAuditFilter> filter =
                new FilterRegistrationBean<>(new OperatorAuditFilter(log, gate, addresses, clock, ticker));
        filter.addUrlPatterns("/actuator/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
        return filter;
    }
}
