package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.core.TimedExchange;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.crypto.Crypto;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the time of an exchange goes. The ticker moves by one with each look at it, so that nothing takes no time. */
@Timeout(60)
class TalkdeskIdTimesTests {

    private static final String GOOD = RawServer.http(200, TestAnswer.good().json());

    private final AtomicLong moment = new AtomicLong();
    private final TestDoor door = new TestDoor(moment::incrementAndGet);

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    @Test
    void fetchWhenIssuedThenEachPartIsTimed() throws IOException {
        try (RawServer server = RawServer.saying(GOOD)) {
            TimedExchange call = fetch(TestAccounts.account(server.tokenUrl()));
            assertThat(call.exchange()).isInstanceOf(Exchange.Issued.class);
            assertThat(call.spent().decideNanos()).isZero();
            assertThat(call.spent().waitNanos()).isPositive();
            assertThat(call.spent().signNanos()).isPositive();
            assertThat(call.spent().upstreamNanos()).isPositive();
        }
    }

    @Test
    void fetchWhenByASecretThenNothingIsSigned() throws IOException {
        try (RawServer server = RawServer.saying(GOOD)) {
            TimedExchange call = fetch(TestAccounts.builder()
                    .tokenUrl(server.tokenUrl())
                    .clientSecret("s3cret-of-the-client")
                    .build());
            assertThat(call.spent().signNanos()).isZero();
            assertThat(call.spent().upstreamNanos()).isPositive();
        }
    }

    @Test
    void callWhenTriedTwiceThenBothCount() throws IOException {
        Clock clock = Clock.systemUTC();
        try (RawServer server = RawServer.saying(RawServer.http(503, "{}"));
                CloseableHttpClient http = new TalkdeskConfiguration().talkdeskHttpClient()) {
            TokenCall calls = new TokenCall(
                    new ClientAssertion(clock, Crypto.jdk()), new TokenEndpoint(http, clock), moment::incrementAndGet);
            Called called = calls.call(
                    TestAccounts.account(server.tokenUrl()),
                    new TokenGrant.ClientCredentials(TestAccounts.scope(TestAccounts.SCOPE)),
                    Deadline.in(Duration.ofSeconds(20), new TestTicker()));
            assertThat(called.retried()).isTrue();
            assertThat(called.spent()).isEqualTo(new Spent(0, 0, 2, 2));
        }
    }

    @Test
    void fetchWhenTheGuardIsOpenThenOnlyTheWait() throws IOException {
        try (RawServer server = RawServer.saying(RawServer.http(429, "{}"))) {
            Account account = TestAccounts.account(server.tokenUrl());
            fetch(account);
            TimedExchange call = fetch(account);
            assertThat(call.exchange()).isInstanceOf(UpstreamFailure.Unavailable.class);
            assertThat(call.spent()).isEqualTo(Spent.waiting(call.spent().waitNanos()));
        }
    }

    private TimedExchange fetch(Account account) {
        return door.talkdeskId.fetch(
                account,
                TestAccounts.scope(TestAccounts.SCOPE),
                Deadline.in(Duration.ofSeconds(20), moment::incrementAndGet));
    }
}
