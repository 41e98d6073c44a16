package dev.tokenvending.signin;

import dev.tokenvending.accounts.installed.InstalledAccounts;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.outbound.OutboundHttp;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreClock;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Wires the sign-in of users, where there is one. */
@Configuration(proxyBeanMethods = false)
@Conditional(SignInOn.class)
class SignInConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    OutboundHttp signInHttp() {
        return new OutboundHttp(CONNECT_TIMEOUT);
    }

    @Bean
    IdTokenKeys idTokenKeys(OutboundHttp signInHttp, Clock clock) {
        return new IdTokenKeys(signInHttp, clock);
    }

    @Bean
    PendingSignIns pendingSignIns(Seals seals) {
        return new PendingSignIns(seals, StoreClock::ofDatabase);
    }

    @Bean
    SignInCodes signInCodes(Seals seals) {
        return new SignInCodes(seals, StoreClock::ofDatabase);
    }

    @Bean
    SignIns signIns(Seals seals) {
        return new SignIns(seals, StoreClock::ofDatabase);
    }

    @Bean
    SignInDesk signInDesk(Store store, PendingSignIns pending, SignInCodes codes, SignIns signIns) {
        return new SignInDesk(store, pending, codes, signIns);
    }

    @Bean
    Returns returns(
            Store store,
            PendingSignIns pending,
            SignInCodes codes,
            TalkdeskId talkdeskId,
            ObjectProvider<InstalledAccounts> installed) {
        return new Returns(store, pending, codes, talkdeskId, installed.getIfAvailable());
    }

    @Bean(destroyMethod = "close")
    ExecutorService signInThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("sign-in-", 0).factory());
    }

    @Bean
    SignedInTokens signedInTokens(
            Store store,
            SignIns signIns,
            Seals seals,
            TalkdeskId talkdeskId,
            ExecutorService signInThreads,
            Ticker ticker) {
        Pause pause = Thread::sleep;
        Renewals renewals = new Renewals(store, signIns, seals, talkdeskId, signInThreads, ticker, pause);
        return new SignedInTokens(store, signIns, seals, renewals, ticker, pause);
    }

    @Bean
    SchedulingConfigurer tidyingOfSignIns(SignInDesk signInDesk) {
        return tasks -> tasks.addFixedDelayTask(signInDesk::tidy, Duration.ofMinutes(1));
    }

    @Bean
    FilterRegistrationBean<CallbackFilter> callbackFilter(HandlerExceptionResolver handlerExceptionResolver) {
        FilterRegistrationBean<CallbackFilter> filter =
                new FilterRegistrationBean<>(new CallbackFilter(handlerExceptionResolver));
        filter.addUrlPatterns(CallbackDoor.PATH);
        return filter;
    }

    /** Nobody logs in here: who comes back has a state that we made. */
    @Bean
    @Order(61)
    SecurityFilterChain callbackChain(HttpSecurity http) {
        return http.securityMatcher(CallbackDoor.PATH)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}
