package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When {@link TalkdeskId} asks a second time, and with what. */
class TalkdeskIdRetryTests {

    private static final String GOOD = RawServer.http(200, TestAnswer.good().json());

    private final FakeTicker ticker = new FakeTicker();
    private final TestDoor door = new TestDoor(ticker);

    @BeforeAll
    static void warmUp() throws IOException {
        TestDoor.warmUp();
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void exchangeWhenGatewayFailsThenAskedOnceMoreAndNotAgain(int status) throws IOException {
        try (RawServer server = RawServer.saying(RawServer.http(status, ""))) {
            assertThat(reason(server)).isEqualTo("http_" + status);
            assertThat(server.requests).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 408, 418, 429, 500, 501, 505, 599})
    void exchangeWhenAnyOtherStatusThenAskedOnce(int status) throws IOException {
        try (RawServer server =
                RawServer.saying(RawServer.http(status, TestAnswer.error("e").json()))) {
            door.exchange(TestAccounts.account(server.tokenUrl()));
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "{}", "{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}"})
    void exchangeWhenSuccessIsNoTokenAnswerThenAskedOnce(String body) throws IOException {
        try (RawServer server = RawServer.saying(RawServer.http(200, body))) {
            assertThat(door.exchange(TestAccounts.account(server.tokenUrl()))).isInstanceOf(Unavailable.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void exchangeWhenRetriedThenJtiIsNew() throws IOException {
        try (RawServer server = RawServer.saying(RawServer.http(503, ""))) {
            door.exchange(TestAccounts.account(server.tokenUrl()));
            assertThat(jtis(server)).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void exchangeWhenRetriedAfterABrokenConnectionThenJtiIsNew() throws IOException {
        try (RawServer server = new RawServer((_, _, wire) -> wire.cut())) {
            door.exchange(TestAccounts.account(server.tokenUrl()));
            assertThat(jtis(server)).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void exchangeWhenRetriedThenAllElseIsAsBefore() throws IOException {
        try (RawServer server = RawServer.saying(RawServer.http(503, ""))) {
            door.exchange(TestAccounts.account(server.tokenUrl()));
            Form first = Form.of(server.requests.getFirst());
            Form second = Form.of(server.requests.getLast());
            assertThat(second.without("client_assertion")).isEqualTo(first.without("client_assertion"));
            assertThat(second.fields().keySet())
                    .containsExactlyElementsOf(first.fields().keySet());
        }
    }

    @Test
    void exchangeWhenRetryIsRefusedThenTheRefusalCounts() throws IOException {
        try (RawServer server = new RawServer((number, _, wire) -> wire.say(RawServer.http(
                number == 1 ? 503 : 401, TestAnswer.error("invalid_client").json())))) {
            Exchange result = door.exchange(TestAccounts.account(server.tokenUrl()));
            assertThat(result).isInstanceOf(UpstreamFailure.Rejected.class);
        }
    }

    @Test
    void exchangeWhenRetrySucceedsThenLifeCountsFromTheSecondRequest() throws IOException {
        try (RawServer server = new RawServer((number, _, wire) -> {
            ticker.advance(Duration.ofSeconds(number == 1 ? 7 : 2));
            wire.say(number == 1 ? RawServer.http(503, "") : GOOD);
        })) {
            Exchange result = door.exchange(TestAccounts.account(server.tokenUrl()));
            assertThat(result).isInstanceOf(Exchange.Issued.class);
            assertThat(((Exchange.Issued) result).token().secondsLeft()).isEqualTo(598);
        }
    }

    @Test
    void exchangeWhenTimeIsUpAfterAGatewayFailureThenNotRetried() throws IOException {
        try (RawServer server = new RawServer((_, _, wire) -> {
            ticker.advance(TestDoor.PLENTY);
            wire.say(RawServer.http(503, ""));
        })) {
            assertThat(reason(server)).isEqualTo("http_503");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void exchangeWhenTimeIsUpAfterABrokenConnectionThenTimedOutAndNotRetried() throws IOException {
        try (RawServer server = new RawServer((_, _, wire) -> {
            ticker.advance(TestDoor.PLENTY);
            wire.cut();
        })) {
            assertThat(reason(server)).isEqualTo("timeout");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void exchangeWhenRetryIsSlowThenItDoesNotOutliveTheCaller() throws IOException {
        try (RawServer server = new RawServer((number, _, wire) -> {
                    if (number == 1) {
                        wire.cut();
                    } else {
                        wire.hold();
                    }
                });
                TestDoor realTime = new TestDoor()) {
            Account account = TestAccounts.account(server.tokenUrl());
            assertThat(realTime.exchange(account, Duration.ofSeconds(1))).isInstanceOf(UpstreamFailure.TimedOut.class);
            assertThat(server.requests).hasSize(2);
        }
    }

    private String reason(RawServer server) {
        Exchange result = door.exchange(TestAccounts.account(server.tokenUrl()));
        assertThat(result).isInstanceOf(UpstreamFailure.class);
        return ((UpstreamFailure) result).upstream().reason();
    }

    private static List<String> jtis(RawServer server) {
        return server.requests.stream().map(request -> Form.of(request).jti()).toList();
    }
}
