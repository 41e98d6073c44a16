package dev.tokenvending.ops;

import dev.tokenvending.appconnect.CustomerList;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.reload.Configurations;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Health is open, as a status word; every other actuator endpoint is for the operators. */
@Configuration(proxyBeanMethods = false)
class OpsSecurity {

    @Bean
    @Order(50)
    SecurityFilterChain opsChain(
            HttpSecurity http, Configurations configurations, HandlerExceptionResolver handlerExceptionResolver) {
        AuthenticationEntryPoint refusal = (request, response, exception) -> {
            request.setAttribute(
                    RequestFacts.REASON, exception instanceof BadCredentialsException ? "wrong_login" : "no_login");
            response.setHeader("WWW-Authenticate", "Basic realm=\"operations\", charset=\"UTF-8\"");
            handlerExceptionResolver.resolveException(request, response, null, exception);
        };
        AccessDeniedHandler absence = (request, response, exception) -> handlerExceptionResolver.resolveException(
                request, response, null, new NoResourceFoundException(HttpMethod.GET, request.getRequestURI(), ""));
        return http.securityMatcher("/actuator/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")
                        .permitAll()
                        // Spring Boot fails on what is below a component that is not there, and none has parts.
                        .requestMatchers("/actuator/health/*/*/*/**")
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .authenticationManager(managerOf(configurations))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusal))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusal).accessDeniedHandler(absence))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    AccountsEndpoint accountsEndpoint(
            Configurations configurations, TalkdeskId talkdeskId, ObjectProvider<CustomerList> customers) {
        return new AccountsEndpoint(configurations, talkdeskId, customers.getIfAvailable());
    }

    /** By the login in force: a password given as a file is read again, and the old one must not go on being good. */
    private static AuthenticationManager managerOf(Configurations configurations) {
        return credential -> {
            OpsLogin login = configurations.current().part(OpsLogin.class);
            if (!login.fits(credential.getName(), String.valueOf(credential.getCredentials()))) {
                throw new BadCredentialsException("not the operators' login");
            }
            return UsernamePasswordAuthenticationToken.authenticated(credential.getName(), null, List.of());
        };
    }
}
