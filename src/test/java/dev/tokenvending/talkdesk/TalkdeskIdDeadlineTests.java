package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody waits beyond the deadline, whatever the other side does. */
@Timeout(60)
class TalkdeskIdDeadlineTests {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final TimedOut TIMED_OUT = new TimedOut(Upstream.silent("timeout"));
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    @BeforeAll
    static void warmUp() throws IOException {
        TestDoor.warmUp();
    }

    static Stream<Arguments> slowness() {
        return Stream.of(
                slow("silence", (_, _, wire) -> wire.hold()),
                slow("silence after the headers", (_, _, wire) -> {
                    wire.say(HEAD + "Content-Length: 500\r\n\r\n");
                    wire.hold();
                }),
                slow("status line that drips", (_, _, wire) -> wire.drip("H")),
                slow("headers that drip", (_, _, wire) -> {
                    wire.say(HEAD);
                    wire.drip("X-More: 1\r\n");
                }),
                slow("body that drips", (_, _, wire) -> {
                    wire.say(HEAD + "Content-Length: 60000\r\n\r\n{\"access_token\":\"");
                    wire.drip("a");
                }),
                slow("chunks that drip", (_, _, wire) -> {
                    wire.say(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                    wire.drip("1\r\n \r\n");
                }),
                slow("interim answers that drip", (_, _, wire) -> wire.drip("HTTP/1.1 102 Processing\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowness")
    void exchangeWhenAnswerIsSlowThenTimedOutAndNothingIsLeftBehind(String name, RawServer.Script script)
            throws IOException {
        try (RawServer server = new RawServer(script);
                TestDoor door = new TestDoor()) {
            assertThat(door.exchange(TestAccounts.account(server.tokenUrl()), SHORT))
                    .isEqualTo(TIMED_OUT);
            assertThat(server.requests).hasSize(1);
            await().untilAsserted(() -> assertThat(door.workers).hasValue(0));
        }
    }

    /** The deadline alone ends a call that still has time, and none is longer than {@link TestDoor#PLENTY}. */
    @Test
    void exchangeWhenAnswerIsAwaitedThenNoTimeoutOfTheSocketEndsItBeforeTheDeadline() throws IOException {
        ReadTimeouts http = new ReadTimeouts(new TalkdeskConfiguration().talkdeskHttpClient());
        try (RawServer server =
                        RawServer.saying(RawServer.http(200, TestAnswer.good().json()));
                TestDoor door = new TestDoor(System::nanoTime, http)) {
            assertThat(door.exchange(TestAccounts.account(server.tokenUrl()))).isInstanceOf(Exchange.Issued.class);
        }
        assertThat(http.seen)
                .singleElement(as(InstanceOfAssertFactories.DURATION))
                .isGreaterThan(TestDoor.PLENTY);
    }

    @Test
    void exchangeWhenTimedOutThenConnectionIsClosed() throws IOException {
        try (RawServer server = new RawServer((number, _, wire) -> {
                    if (number > 1) {
                        wire.say(RawServer.http(200, TestAnswer.good().json()));
                    }
                });
                TestDoor door = new TestDoor()) {
            Account account = TestAccounts.account(server.tokenUrl());
            assertThat(door.exchange(account, SHORT)).isEqualTo(TIMED_OUT);
            await().untilAsserted(() -> assertThat(server.open).hasValue(0));
            assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class);
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void exchangeWhenTheNameServerHangsThenTimedOut() throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        try (TestDoor door = new TestDoor(System::nanoTime, clientThatLooksUpWith(answered))) {
            Account account = TestAccounts.account(URI.create("http://hanging.invalid/oauth/token"));
            assertThat(door.exchange(account, SHORT)).isEqualTo(TIMED_OUT);
            assertThat(door.workers).hasValue(1);
            answered.countDown();
            await().untilAsserted(() -> assertThat(door.workers).hasValue(0));
        }
    }

    @Test
    void exchangeWhenDeadlineIsOverThenNothingIsSent() throws IOException {
        FakeTicker ticker = new FakeTicker();
        try (RawServer server =
                        RawServer.saying(RawServer.http(200, TestAnswer.good().json()));
                TestDoor door = new TestDoor(ticker)) {
            Exchange result = door.talkdeskId(Runnable::run)
                    .exchange(
                            TestAccounts.account(server.tokenUrl()),
                            TestAccounts.scope(TestAccounts.SCOPE),
                            Deadline.in(Duration.ZERO, ticker));
            assertThat(result).isEqualTo(TIMED_OUT);
            assertThat(server.requests).isEmpty();
        }
    }

    private static CloseableHttpClient clientThatLooksUpWith(CountDownLatch answered) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new HangingResolver(answered))
                        .build())
                .build();
    }

    private static Arguments slow(String name, RawServer.Script script) {
        return Arguments.of(name, script);
    }

    /** Like the operating system's, it does not mind being interrupted. */
    private static final class HangingResolver extends SystemDefaultDnsResolver {

        private final CountDownLatch answered;

        HangingResolver(CountDownLatch answered) {
            this.answered = answered;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            boolean interrupted = false;
            while (answered.getCount() > 0) {
                try {
                    answered.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        }
    }

    /** Notes how long a connection may be silent while an answer is awaited. */
    private static final class ReadTimeouts extends CloseableHttpClient {

        final List<Duration> seen = new CopyOnWriteArrayList<>();
        private final CloseableHttpClient http;

        ReadTimeouts(CloseableHttpClient http) {
            this.http = http;
        }

        @Override
        protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
                throws IOException {
            HttpClientContext call = HttpClientContext.castOrCreate(context);
            ClassicHttpResponse response = http.executeOpen(target, request, call);
            seen.add(call.getEndpointDetails().getSocketTimeout().toDuration());
            return CloseableHttpResponse.adapt(response);
        }

        @Override
        public void close() throws IOException {
            http.close();
        }

        @Override
        public void close(CloseMode mode) {
            http.close(mode);
        }
    }
}
