package dev.tokenvending.traces;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the room. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

    /** Closed after all who make traces. */
    @Bean(destroyMethod = "close")
    Traces traces(TraceSettings settings) {
        return settings.endpoint() == null ? Traces.off() : new Traces(Export.to(settings.endpoint(), settings));
    }

    /** Before all that may refuse a request, and after the audit and the configuration. */
    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter(Traces traces) {
        FilterRegistrationBean<TraceFilter> filter = new FilterRegistrationBean<>(new TraceFilter(traces));
        filter.addUrlPatterns("/token/*");
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 4);
        return filter;
    }
}
