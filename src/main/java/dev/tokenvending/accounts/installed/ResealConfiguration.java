package dev.tokenvending.accounts.installed;

import dev.tokenvending.store.SealedTable;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreNeeded;
import java.util.List;
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
    SealedCredentials sealedCredentials(Store store) {
        return new SealedCredentials(store);
    }

    @Bean
    Reseal reseal(Seals seals, List<SealedTable<?>> tables) {
        return new Reseal(seals, tables);
    }
}
