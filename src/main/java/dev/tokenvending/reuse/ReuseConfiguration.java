package dev.tokenvending.reuse;

import dev.tokenvending.core.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the room. */
@Configuration(proxyBeanMethods = false)
class ReuseConfiguration {

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService reuseThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("reuse-", 0).factory());
    }

    @Bean
    HeldTokens heldTokens(
            Capacity heldTokensCapacity, ExecutorService reuseThreads, Ticker ticker, MeterRegistry meters) {
        Flights flights = new Flights(
                reuseThreads, ticker, () -> ThreadLocalRandom.current().nextDouble());
        return new HeldTokens(heldTokensCapacity, flights, ticker, new ReuseMeters(meters), HeldTokens.PATIENCE);
    }

    @Bean
    RenewalTimer renewalTimer(HeldTokens tokens) {
        return new RenewalTimer(tokens);
    }
}
