package dev.tokenvending.reload;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the configuration before everything that reads it. */
@Configuration(proxyBeanMethods = false)
class ReloadConfiguration {

    /** Right behind the audit. */
    @Bean
    FilterRegistrationBean<ConfigurationFilter> configurationFilter(Configurations configurations) {
        var filter = new FilterRegistrationBean<>(new ConfigurationFilter(configurations));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }
}
