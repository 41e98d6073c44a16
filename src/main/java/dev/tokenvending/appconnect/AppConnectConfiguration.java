package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.AppConnectOn;
import dev.tokenvending.accounts.installed.AccountLookup;
import dev.tokenvending.accounts.installed.Credentials;
import dev.tokenvending.accounts.installed.Installations;
import dev.tokenvending.accounts.installed.InstalledAccounts;
import dev.tokenvending.core.InstallationPolicy;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.outbound.OutboundHttp;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreClock;
import dev.tokenvending.talkdesk.TalkdeskId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Wires the side door, where it is open. */
@Configuration(proxyBeanMethods = false)
@Conditional(AppConnectOn.class)
class AppConnectConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    OutboundHttp appConnectHttp() {
        return new OutboundHttp(CONNECT_TIMEOUT);
    }

    @Bean
    Acknowledgements acknowledgements() {
        return new Acknowledgements(StoreClock::ofDatabase);
    }

    @Bean
    EventIntake eventIntake(
            AppConnectApps apps,
            AppConnectSettings settings,
            OutboundHttp appConnectHttp,
            ObjectProvider<InstallationPolicy> policies,
            Store store,
            Installations installations,
            Credentials credentials,
            Acknowledgements acknowledgements,
            InstalledAccounts accounts,
            ApplicationEventPublisher events,
            MeterRegistry meters,
            Clock clock,
            Ticker ticker) {
        SignatureKeys keys = new SignatureKeys(settings, appConnectHttp, ticker);
        SignatureKeyMeters.show(keys, meters);
        return new EventIntake(
                new SignatureCheck(keys, settings),
                new EventParser(apps),
                new Policies(policies.orderedStream().toList()),
                store,
                new EventTrail(),
                new EventDesk(installations, credentials, acknowledgements, events),
                accounts,
                clock);
    }

    @Bean
    EventBodies eventBodies(Ticker ticker) {
        return new EventBodies(ticker);
    }

    @Bean
    EventMeters eventMeters(MeterRegistry meters) {
        return new EventMeters(meters);
    }

    @Bean
    OutboxTimer outboxTimer(
            Store store,
            Acknowledgements acknowledgements,
            AccountLookup lookup,
            InstalledAccounts accounts,
            TalkdeskId talkdeskId,
            OutboundHttp appConnectHttp,
            AppConnectSettings settings,
            MeterRegistry meters,
            Clock clock,
            Ticker ticker) {
        Acknowledger acknowledger = new Acknowledger(
                store,
                acknowledgements,
                lookup,
                accounts,
                talkdeskId,
                new StateCall(appConnectHttp),
                settings,
                clock,
                ticker);
        return new OutboxTimer(acknowledger, new OutboxMeters(meters, ticker));
    }

    @Bean
    CustomerList customerList(
            Store store, AccountLookup lookup, Acknowledgements acknowledgements, TalkdeskId talkdeskId, Clock clock) {
        return new CustomerList(store, lookup, acknowledgements, talkdeskId, clock);
    }

    /** Nobody logs in here: what is posted proves itself by its signature. */
    @Bean
    @Order(60)
    SecurityFilterChain appConnectChain(HttpSecurity http) {
        return http.securityMatcher(EventsDoor.PATH)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}
