package dev.tokenvending.store;

import dev.tokenvending.core.Ticker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Opens the database if anything needs one. */
@Configuration(proxyBeanMethods = false)
@Conditional(StoreNeeded.class)
class StoreConfiguration {

    @Bean(destroyMethod = "close")
    Store store(StoreSettings settings, Ticker ticker) {
        return new Store(settings, ticker);
    }

    @Bean
    Seals seals(StoreSettings settings) {
        return new Seals(settings.keys());
    }
}
