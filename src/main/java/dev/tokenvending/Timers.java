package dev.tokenvending;

import dev.tokenvending.store.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Runs what the rooms do again and again; a command does its own work and leaves theirs to the service. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableScheduling
class Timers {

    private static final Logger log = LoggerFactory.getLogger(Timers.class);

    /** One for each task that may wait for somebody, so that none holds up another. */
    private static final int THREADS = 9;

    private static final int SECONDS_TO_END = 2;

    /** Spring Boot's own would run them one after the other, as threads are virtual here. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new Interrupted();
        scheduler.setPoolSize(THREADS);
        scheduler.setThreadNamePrefix("timer-");
        scheduler.setDaemon(true);
        scheduler.setErrorHandler(Timers::tell);
        scheduler.setAwaitTerminationSeconds(SECONDS_TO_END);
        return scheduler;
    }

    /** Shutdown would wait for what is at work, which may be a call that hangs; whatever it is will be done again. */
    private static final class Interrupted extends ThreadPoolTaskScheduler {

        @Override
        protected void initiateEarlyShutdown() {
            getScheduledThreadPoolExecutor().shutdownNow();
        }
    }

    private static void tell(Throwable failure) {
        if (!(failure instanceof StoreUnavailableException)) {
            log.error("What is done again and again has failed this time", failure);
        }
    }
}
