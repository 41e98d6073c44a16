package dev.tokenvending;

import jakarta.servlet.Filter;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Defects on demand, each once: in a filter behind the credential, and in the middle of the exchange with Talkdesk. */
public final class Sabotage {

    private final AtomicReference<@Nullable RuntimeException> inFilter = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> inExchange = new AtomicReference<>();

    public void ofFilter(RuntimeException defect) {
        inFilter.set(defect);
    }

    public void ofExchange(RuntimeException defect) {
        inExchange.set(defect);
    }

    private static void strike(AtomicReference<@Nullable RuntimeException> defect) {
        RuntimeException armed = defect.getAndSet(null);
        if (armed != null) {
            throw armed;
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        Sabotage sabotage() {
            return new Sabotage();
        }

        @Bean
        FilterRegistrationBean<Filter> sabotagedFilter(Sabotage sabotage) {
            return new FilterRegistrationBean<>((request, response, chain) -> {
                strike(sabotage.inFilter);
                chain.doFilter(request, response);
            });
        }

        @Bean
        @Primary
        Clock sabotagedClock(Sabotage sabotage) {
            return new SabotagedClock(sabotage, Clock.systemUTC());
        }
    }

    /** Fails on the threads of the exchange, which read it to date the assertion. */
    private static final class SabotagedClock extends Clock {

        private final Sabotage sabotage;
        private final InstantSource time;

        SabotagedClock(Sabotage sabotage, InstantSource time) {
            this.sabotage = sabotage;
            this.time = time;
        }

        @Override
        public Instant instant() {
            if (Thread.currentThread().getName().startsWith("talkdesk-")) {
                strike(sabotage.inExchange);
            }
            return time.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
