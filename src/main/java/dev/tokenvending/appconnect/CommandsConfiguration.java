package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.AppConnectOn;
import dev.tokenvending.accounts.installed.AccountLookup;
import dev.tokenvending.accounts.installed.Credentials;
import dev.tokenvending.accounts.installed.Installations;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.outbound.OutboundHttp;
import dev.tokenvending.store.Store;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Wires what commands ask for; the service itself does not. */
@Configuration(proxyBeanMethods = false)
@Conditional(AppConnectOn.class)
@Lazy
class CommandsConfiguration {

    @Bean
    CustomerImport customerImport(
            Store store,
            Installations installations,
            Credentials credentials,
            AppConnectApps apps,
            ApplicationEventPublisher events,
            Clock clock) {
        return new CustomerImport(store, installations, credentials, apps, events, clock);
    }

    @Bean
    EventRefetch eventRefetch(
            AppConnectApps apps,
            Store store,
            AccountLookup lookup,
            TalkdeskId talkdeskId,
            OutboundHttp appConnectHttp,
            AppConnectSettings settings,
            EventIntake intake,
            ApplicationEventPublisher events,
            Ticker ticker) {
        EventCall call = new EventCall(appConnectHttp, EventCall.TIMEOUT);
        return new EventRefetch(
                apps, new EventSource(store, lookup, talkdeskId, call, settings.eventsScope(), ticker), intake, events);
    }
}
