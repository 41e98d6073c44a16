package dev.tokenvending.token;

import dev.tokenvending.core.Ticker;
import dev.tokenvending.vending.Authorizations;
import dev.tokenvending.vending.TokenVendor;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.EnumSet;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Hangs the front door. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    ServletRegistrationBean<TokenServlet> tokenServlet(
            TokenVendor vendor,
            Authorizations authorizations,
            RequestHeaders headers,
            HandlerExceptionResolver handlerExceptionResolver,
            Clock clock,
            Ticker ticker) {
        TokenServlet servlet = new TokenServlet(
                vendor,
                new AuthorizationDoor(authorizations),
                new ClientRequests(headers),
                handlerExceptionResolver,
                clock,
                ticker);
        return new ServletRegistrationBean<>(servlet, TokenServlet.PATH);
    }

    @Bean
    FilterRegistrationBean<DoorFilter> doorFilter(HandlerExceptionResolver handlerExceptionResolver) {
        FilterRegistrationBean<DoorFilter> door =
                new FilterRegistrationBean<>(new DoorFilter(handlerExceptionResolver));
        door.addUrlPatterns(TokenServlet.PATH);
        door.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return door;
    }

    /** For every path, and before all else that looks at one. */
    @Bean
    FilterRegistrationBean<PlainPathFilter> plainPathFilter(HandlerExceptionResolver handlerExceptionResolver) {
        FilterRegistrationBean<PlainPathFilter> filter =
                new FilterRegistrationBean<>(new PlainPathFilter(handlerExceptionResolver));
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 3);
        return filter;
    }

    /** For every path, and for the page of an error too. */
    @Bean
    FilterRegistrationBean<AcceptFilter> acceptFilter() {
        FilterRegistrationBean<AcceptFilter> filter = new FilterRegistrationBean<>(new AcceptFilter());
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 4);
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return filter;
    }

    /** Spring MVC makes its own context of a request, and nothing before it wants one. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> requestContextFilter() {
        FilterRegistrationBean<RequestContextFilter> none = new FilterRegistrationBean<>(new RequestContextFilter());
        none.setEnabled(false);
        return none;
    }

    /** Before the credential is asked for, which a preflight does not have, and before other methods are turned away. */
    @Bean
    FilterRegistrationBean<BrowserFilter> browserFilter(RequestHeaders headers) {
        FilterRegistrationBean<BrowserFilter> browsers = new FilterRegistrationBean<>(new BrowserFilter(headers));
        browsers.addUrlPatterns(TokenServlet.PATH);
        browsers.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 2);
        return browsers;
    }

    /** Tomcat answers TRACE by itself, before any filter; {@link DoorFilter} and the firewall refuse it properly. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> traceReachesTheDoor() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    }
}
