package dev.tokenvending.caller;

import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.reload.Configurations;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** {@code /token} needs a known caller, and nothing else takes a credential. Stateless: no session, no cookie, no form. */
@Configuration(proxyBeanMethods = false)
class CallerSecurity {

    private static final String[] HOME_PAGE = {"/", "/index.html", "/style.css", "/favicon.ico"};

    @Bean
    @Order(100)
    SecurityFilterChain callerChain(HttpSecurity http, Clock clock, HandlerExceptionResolver handlerExceptionResolver) {
        UniformRefusal refusal = new UniformRefusal(handlerExceptionResolver);
        return stateless(http.securityMatcher("/token/**"))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(refusal))
                .addFilterAt(
                        authentication(new FailedAttemptHandler(refusal, handlerExceptionResolver), clock),
                        BasicAuthenticationFilter.class)
                .build();
    }

    /** Checks whatever credential there is by the callers that are configured as the request comes in. */
    private static AuthenticationFilter authentication(AuthenticationFailureHandler failure, InstantSource clock) {
        AuthenticationManagerResolver<HttpServletRequest> callers = request -> callersOf(request, clock);
        AuthenticationFilter filter = new AuthenticationFilter(callers, new CredentialConverter());
        filter.setSuccessHandler((request, response, authentication) ->
                request.setAttribute(RequestFacts.CALLER, authentication.getPrincipal()));
        filter.setFailureHandler(failure);
        return filter;
    }

    private static AuthenticationManager callersOf(HttpServletRequest request, InstantSource clock) {
        Callers callers = Callers.of(request);
        FailedAttempts attempts = FailedAttempts.of(request);
        return authentication -> {
            Credential credential = ((Credential.Presented) authentication).getCredentials();
            attempts.check(credential.isExpensive(), ClientAddressFilter.addressOf(request));
            return UsernamePasswordAuthenticationToken.authenticated(
                    callers.authenticate(credential, clock.instant()), null, AuthorityUtils.NO_AUTHORITIES);
        };
    }

    /** Everything that is nobody's: passwords cannot be tried out here, where no audit entry would tell of it. */
    @Bean
    @Order(200)
    SecurityFilterChain otherChain(HttpSecurity http, HandlerExceptionResolver handlerExceptionResolver) {
        return stateless(http)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, HOME_PAGE)
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, HOME_PAGE)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                        (request, response, refusal) -> handlerExceptionResolver.resolveException(
                                request, response, null, new ResponseStatusException(HttpStatus.NOT_FOUND))))
                .build();
    }

    @Bean
    KeyMeters issuerKeyMeters(MeterRegistry meters, Configurations configurations) {
        return new KeyMeters(meters, () -> configurations.current().part(Callers.class));
    }

    /** Right behind the configuration, on every path. */
    @Bean
    FilterRegistrationBean<ClientAddressFilter> clientAddressFilter(TrustedProxies proxies) {
        var filter = new FilterRegistrationBean<>(new ClientAddressFilter(proxies));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }

    @Bean
    FilterRegistrationBean<OneCredentialFilter> oneCredentialFilter(HandlerExceptionResolver handlerExceptionResolver) {
        var filter = new FilterRegistrationBean<>(new OneCredentialFilter(handlerExceptionResolver));
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return filter;
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(
                        contexts -> contexts.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy ->
                        policy.policyDirectives("default-src 'none'; style-src 'self'; frame-ancestors 'none'")));
    }

    /** A span and a timer around each filter of the chain would cost more than all of them together. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** What the firewall turns away is answered like every other bad request. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(HandlerExceptionResolver handlerExceptionResolver) {
        return (request, response, rejection) ->
                handlerExceptionResolver.resolveException(request, response, null, rejection);
    }
}
