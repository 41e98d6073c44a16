package dev.tokenvending.reload;

import dev.tokenvending.core.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the configuration before everything that reads it, and keeps it up to date. */
@Configuration(proxyBeanMethods = false)
class ReloadConfiguration {

    /** Right behind the audit. */
    @Bean
    FilterRegistrationBean<ConfigurationFilter> configurationFilter(Configurations configurations) {
        var filter = new FilterRegistrationBean<>(new ConfigurationFilter(configurations));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    FileWatch fileWatch(Configurations configurations, ApplicationEventPublisher events) {
        return new FileWatch(configurations, events);
    }

    @Bean
    WatchTimer watchTimer(Configurations configurations, FileWatch watch) {
        return new WatchTimer(configurations, watch);
    }

    @Bean
    ReloadEndpoint reloadEndpoint(Configurations configurations, FileWatch watch) {
        return new ReloadEndpoint(configurations, watch);
    }

    @Bean
    ConfigurationHealth configurationHealthIndicator(Configurations configurations) {
        return new ConfigurationHealth(configurations);
    }

    @Bean
    ConfigurationMeters configurationMeters(MeterRegistry meters, Configurations configurations, Ticker ticker) {
        return new ConfigurationMeters(meters, configurations, ticker);
    }
}
