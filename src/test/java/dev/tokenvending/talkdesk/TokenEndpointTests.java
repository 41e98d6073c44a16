package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Deadline;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final CloseableHttpClient http = new TalkdeskConfiguration().talkdeskHttpClient();
    private final TokenEndpoint endpoint = new TokenEndpoint(http, Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    @Test
    void postWhenAnsweredThenStatusAndBody() throws IOException {
        assertThat(answered(RawServer.http(418, "{\"ü\":1}")))
                .isEqualTo(new Reply.Answered(418, "{\"ü\":1}", null, null));
    }

    @Test
    void postWhenAnswerHasNoBodyThenEmpty() throws IOException {
        assertThat(answered("HTTP/1.1 204 No Content\r\n\r\n")).isEqualTo(new Reply.Answered(204, "", null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 01 Mar 2026 12:00:00 GMT | 0",
                "Sun, 01 Mar 2026 11:59:59 GMT | 0",
                "Sun, 01 Mar 2026 11:59:58 GMT | -1",
                "Sun, 01 Mar 2026 12:00:01 GMT | 1",
                "Sun, 01 Mar 2026 12:00:42 GMT | 42",
                "Sun, 01 Mar 2026 11:58:20 GMT | -99",
                "Sun, 1 Mar 2026 13:00:00 +0100 | 0",
                "Fri, 31 Dec 9999 23:59:59 GMT | 251629934399"
            })
    void postWhenUpstreamTellsTheTimeThenClockSkewIsHowFarItIsAhead(String date, long seconds) throws IOException {
        assertThat(answered(RawServer.http(200, "", "Date: " + date)).clockSkew())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void postWhenTheAnswerTookLongThenClocksAgreeAsLongAsItMayHaveBeenWrittenMeanwhile() throws IOException {
        Instant received = NOW.plusSeconds(15);
        assertThat(skew(received, "Sun, 01 Mar 2026 11:59:59 GMT")).isEqualTo(Duration.ZERO);
        assertThat(skew(received, "Sun, 01 Mar 2026 12:00:15 GMT")).isEqualTo(Duration.ZERO);
        assertThat(skew(received, "Sun, 01 Mar 2026 11:59:54 GMT")).isEqualTo(Duration.ofSeconds(-5));
        assertThat(skew(received, "Sun, 01 Mar 2026 12:00:20 GMT")).isEqualTo(Duration.ofSeconds(5));
    }

    /** By a clock that says {@link #NOW} when the request is sent, and the given time after that. */
    private @Nullable Duration skew(Instant received, String date) throws IOException {
        AtomicInteger looks = new AtomicInteger();
        Clock clock = new TestClock(() -> looks.getAndIncrement() == 0 ? NOW : received);
        try (RawServer server = RawServer.saying(RawServer.http(200, "{}", "Date: " + date))) {
            Deadline deadline = Deadline.in(TestDoor.PLENTY, System::nanoTime);
            Reply reply = new TokenEndpoint(http, clock).post(server.tokenUrl(), List.of(), null, deadline);
            return ((Reply.Answered) reply).clockSkew();
        }
    }

    @Test
    void postWhenBodyIsSlowThenClockSkewIsMeasuredBeforeIt() throws IOException {
        CountDownLatch measured = new CountDownLatch(2);
        Clock clock = new TestClock(() -> {
            measured.countDown();
            return NOW;
        });
        try (RawServer server = new RawServer((_, _, wire) -> {
            wire.say("HTTP/1.1 200 OK\r\nDate: Sun, 01 Mar 2026 12:00:42 GMT\r\nContent-Length: 2\r\n\r\n");
            measured.await();
            wire.say("{}");
        })) {
            Deadline deadline = Deadline.in(TestDoor.PLENTY, System::nanoTime);
            assertThat(new TokenEndpoint(http, clock).post(server.tokenUrl(), List.of(), null, deadline))
                    .isEqualTo(new Reply.Answered(200, "{}", Duration.ofSeconds(42), null));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-03-01T12:00:00Z",
                "1772366400",
                "Sunday, 01-Mar-26 12:00:00 GMT",
                "Mon, 01 Mar 2026 12:00:00 GMT",
                "Sun, 32 Mar 2026 12:00:00 GMT",
                "Sun, 01 Mar 2026 12:00:00"
            })
    void postWhenDateIsMalformedThenNoClockSkew(String date) throws IOException {
        assertThat(answered(RawServer.http(200, "", "Date: " + date)).clockSkew())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "0120, 120", "999999999, 999999999"})
    void postWhenUpstreamSaysHowLongToWaitThenThat(String header, long seconds) throws IOException {
        assertThat(answered(RawServer.http(429, "", "Retry-After: " + header)).retryAfter())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.5", "1 s", "soon", "10000000000", "٣", "Sun, 01 Mar 2026 12:00:42 GMT"})
    void postWhenHowLongToWaitIsNotWholeSecondsThenUnknown(String header) throws IOException {
        assertThat(answered(RawServer.http(429, "", "Retry-After: " + header)).retryAfter())
                .isNull();
    }

    @Test
    void toStringWhenAnsweredThenTheBodyIsNotShown() {
        Reply reply = new Reply.Answered(200, TestAnswer.good().json(), Duration.ZERO, null);
        assertThat(reply.toString()).contains("200").doesNotContain(TestAnswer.TOKEN);
    }

    private Reply.Answered answered(String answer) throws IOException {
        try (RawServer server = RawServer.saying(answer)) {
            Deadline deadline = Deadline.in(TestDoor.PLENTY, System::nanoTime);
            Reply reply = endpoint.post(server.tokenUrl(), List.of(), null, deadline);
            assertThat(reply).isInstanceOf(Reply.Answered.class);
            return (Reply.Answered) reply;
        }
    }

    /** Says what it is told. */
    private static final class TestClock extends Clock {

        private final Supplier<Instant> time;

        TestClock(Supplier<Instant> time) {
            this.time = time;
        }

        @Override
        public Instant instant() {
            return time.get();
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
