package dev.tokenvending.accounts.installed;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.AppConnectOn;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** Wires the installed accounts, where there can be any. */
@Configuration(proxyBeanMethods = false)
@Conditional(AppConnectOn.class)
class InstalledConfiguration {

    @Bean
    Installations installations() {
        return new Installations();
    }

    @Bean
    Credentials credentials(Seals seals) {
        return new Credentials(seals);
    }

    @Bean
    AccountLookup accountLookup(
            Installations installations, Credentials credentials, AppConnectApps apps, Clock clock) {
        return new AccountLookup(installations, credentials, apps, clock);
    }

    @Bean
    InstalledAccounts installedAccounts(Store store, Installations installations, AccountLookup lookup, Ticker ticker) {
        return new InstalledAccounts(store, installations, lookup, ticker);
    }

    /** Looks what other instances have changed. */
    @Bean
    SchedulingConfigurer changesOfInstallations(InstalledAccounts accounts) {
        return tasks -> tasks.addFixedDelayTask(accounts::look, Duration.ofSeconds(2));
    }
}
