package dev.tokenvending.token;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Hangs the front door. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    FilterRegistrationBean<DoorFilter> doorFilter(HandlerExceptionResolver handlerExceptionResolver) {
        FilterRegistrationBean<DoorFilter> door =
                new FilterRegistrationBean<>(new DoorFilter(handlerExceptionResolver));
        door.addUrlPatterns("/token/*");
        door.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return door;
    }

    /** For every path, and before all else that looks at one. */
    @Bean
    FilterRegistrationBean<PathParametersFilter> pathParametersFilter(
            HandlerExceptionResolver handlerExceptionResolver) {
        FilterRegistrationBean<PathParametersFilter> filter =
                new FilterRegistrationBean<>(new PathParametersFilter(handlerExceptionResolver));
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 3);
        return filter;
    }

    /** Spring MVC makes its own context of a request, and nothing before it wants one. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> requestContextFilter() {
        FilterRegistrationBean<RequestContextFilter> none = new FilterRegistrationBean<>(new RequestContextFilter());
        none.setEnabled(false);
        return none;
    }

    @Bean
    ClientRequests clientRequests(RequestHeaders headers) {
        return new ClientRequests(headers);
    }

    /** Before the credential is asked for, which a preflight does not have, and before other methods are turned away. */
    @Bean
    FilterRegistrationBean<BrowserFilter> browserFilter(RequestHeaders headers) {
        FilterRegistrationBean<BrowserFilter> browsers = new FilterRegistrationBean<>(new BrowserFilter(headers));
        browsers.addUrlPatterns("/token/*");
        browsers.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 2);
        return browsers;
    }

    /** Tomcat answers TRACE by itself, before any filter; {@link DoorFilter} and the firewall refuse it properly. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> traceReachesTheDoor() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    }
}
