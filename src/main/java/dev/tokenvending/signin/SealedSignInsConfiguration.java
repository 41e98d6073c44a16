package dev.tokenvending.signin;

import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreClock;
import dev.tokenvending.store.StoreNeeded;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Wires what a command asks for wherever there is a database: sign-ins may be left from when users could sign in. */
@Configuration(proxyBeanMethods = false)
@Conditional(StoreNeeded.class)
@Lazy
class SealedSignInsConfiguration {

    @Bean
    SealedSignIns sealedSignIns(Store store, Seals seals) {
        return new SealedSignIns(store, new SignIns(seals, StoreClock::ofDatabase));
    }
}
