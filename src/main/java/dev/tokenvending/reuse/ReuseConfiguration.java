package dev.tokenvending.reuse;

import dev.tokenvending.core.Ticker;
import dev.tokenvending.traces.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

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
            Capacity heldTokensCapacity,
            ExecutorService reuseThreads,
            Ticker ticker,
            MeterRegistry meters,
            Traces traces) {
        Flights flights = new Flights(
                traces.carrying(reuseThreads, "renewal"),
                ticker,
                () -> ThreadLocalRandom.current().nextDouble());
        return new HeldTokens(heldTokensCapacity, flights, ticker, new ReuseMeters(meters), HeldTokens.PATIENCE);
    }

    /** Looks which of the held tokens are to be renewed. */
    @Bean
    SchedulingConfigurer renewals(HeldTokens tokens) {
        return tasks -> tasks.addFixedDelayTask(tokens::renewDue, Duration.ofSeconds(1));
    }
}
