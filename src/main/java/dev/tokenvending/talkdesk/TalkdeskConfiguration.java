package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Ticker;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.traces.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the door to Talkdesk ID. Every timeout is listed in {@code docs/how-a-token-flows.md}. */
@Configuration(proxyBeanMethods = false)
class TalkdeskConfiguration {

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(3);
    private static final TimeValue LONGEST_CONNECTION_LIFE = TimeValue.ofMinutes(5);
    private static final TimeValue LONGEST_IDLE_TIME = TimeValue.ofSeconds(50);

    /** Above what {@link Places} lets through: the pool bounds a mistake, the places bound the load. */
    private static final int LARGEST_POOL = 8192;

    @Bean(destroyMethod = "close")
    CloseableHttpClient talkdeskHttpClient() {
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(LARGEST_POOL)
                .setMaxConnTotal(LARGEST_POOL)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(16 * 1024)
                                .setMaxHeaderCount(100)
                                .build())
                        .responseParserFactory(AnswerParser::new)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT)
                        .setTimeToLive(LONGEST_CONNECTION_LIFE)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setUserAgent("talkdesk-token-vending")
                .evictIdleConnections(LONGEST_IDLE_TIME)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService talkdeskThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("talkdesk-", 0).factory());
    }

    @Bean
    Guards talkdeskGuards(Ticker ticker, MeterRegistry meters) {
        return new Guards(ticker, new Pauses(() -> ThreadLocalRandom.current().nextDouble()), meters);
    }

    @Bean
    TalkdeskHealth talkdeskHealthIndicator(Guards talkdeskGuards) {
        return new TalkdeskHealth(talkdeskGuards);
    }

    @Bean
    TalkdeskId talkdeskId(
            CloseableHttpClient talkdeskHttpClient,
            ExecutorService talkdeskThreads,
            Guards talkdeskGuards,
            Clock clock,
            Ticker ticker,
            Crypto crypto,
            Traces traces) {
        TokenEndpoint endpoint = new TokenEndpoint(talkdeskHttpClient, clock);
        ClientAssertion assertions = new ClientAssertion(clock, crypto);
        return new TalkdeskId(assertions, endpoint, talkdeskGuards, ticker, traces.carrying(talkdeskThreads));
    }
}
