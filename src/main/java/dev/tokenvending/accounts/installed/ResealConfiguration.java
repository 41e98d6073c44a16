package dev.tokenvending.accounts.installed;

import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreNeeded;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Wires what a command asks for wherever there is a database; the service itself does not. */
@Configuration(proxyBeanMethods = false)
@Conditional(StoreNeeded.class)
@Lazy
class ResealConfiguration {

    @Bean
    Reseal reseal(Store store, Seals seals) {
        return new Reseal(store, seals);
    }
}
