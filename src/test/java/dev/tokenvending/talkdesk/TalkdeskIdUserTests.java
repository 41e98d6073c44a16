package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tokens of users, over real sockets. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class TalkdeskIdUserTests {

    private static final TokenGrant REFRESH =
            new TokenGrant.Refresh("r-c4nary", TestAccounts.scope(TestAccounts.SCOPE));

    private final FakeTicker ticker = new FakeTicker();
    private final TestDoor door = new TestDoor(ticker);

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    @Test
    void redeemWhenGrantedThenWhatComesAlong() throws IOException {
        UserExchange exchange = redeem(TestAnswer.good()
                .with("refresh_token", "\"r2\"")
                .with("sid", "\"s1\"")
                .with("id_token", "\"a.b.c\""));
        assertThat(exchange.exchange()).isInstanceOf(Exchange.Issued.class);
        assertThat(exchange.tokens()).isEqualTo(new UserTokens("r2", "s1", "a.b.c"));
    }

    @Test
    void redeemWhenNothingComesAlongThenNothing() throws IOException {
        assertThat(redeem(TestAnswer.good()).tokens()).isEqualTo(UserTokens.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a b\"", "7", "null", "\"\\u0007\""})
    void redeemWhenTheRefreshTokenCannotBeBelievedThenNone(String json) throws IOException {
        assertThat(redeem(TestAnswer.good().with("refresh_token", json))
                        .tokens()
                        .refreshToken())
                .isNull();
    }

    @Test
    void redeemWhenTheRefreshTokenIsTooLongThenNone() throws IOException {
        assertThat(redeem(TestAnswer.good().with("refresh_token", "\"" + "x".repeat(8193) + "\""))
                        .tokens()
                        .refreshToken())
                .isNull();
    }

    /** Whatever it says besides, what was refused brings nothing. */
    @Test
    void redeemWhenTheAccessTokenIsNotBelievedThenNothingComesAlong() throws IOException {
        UserExchange exchange = redeem(TestAnswer.good().without("expires_in").with("refresh_token", "\"r2\""));
        assertThat(exchange.exchange()).isNotInstanceOf(Exchange.Issued.class);
        assertThat(exchange.tokens()).isEqualTo(UserTokens.NONE);
    }

    /** A user whose sign-in is over must not keep others from their tokens, and is no operator's matter. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void redeemWhenTheGrantIsNotGoodThenTheGuardStaysOutOfItAndNoErrorIsLogged(int status, CapturedOutput output)
            throws IOException {
        String notGood =
                RawServer.http(status, TestAnswer.error("invalid_grant").json());
        try (RawServer server = RawServer.saying(notGood)) {
            Account account = TestAccounts.account(server.tokenUrl());
            for (int i = 0; i < 10; i++) {
                assertThat(redeem(account).exchange()).isInstanceOf(Rejected.class);
            }
            assertThat(server.requests).hasSize(10);
        }
        assertThat(lines(output)).isEmpty();
        assertThat(output).doesNotContain("c4nary");
    }

    /** Or else one caller with made-up codes keeps all others of the account from their tokens. */
    @Test
    void redeemWhenOneUserIsRefusedThenTheGuardStaysOutOfIt() throws IOException {
        String refused =
                RawServer.http(403, TestAnswer.error("unauthorized_client").json());
        try (RawServer server = RawServer.saying(refused)) {
            Account account = TestAccounts.account(server.tokenUrl());
            for (int i = 0; i < 10; i++) {
                assertThat(redeem(account).exchange()).isInstanceOf(Rejected.class);
            }
            assertThat(server.requests).hasSize(10);
        }
    }

    @Test
    void redeemWhenOurClientIsRefusedThenTheOperatorIsTold(CapturedOutput output) throws IOException {
        try (RawServer server = RawServer.saying(
                RawServer.http(401, TestAnswer.error("invalid_client").json()))) {
            redeem(TestAccounts.account(server.tokenUrl()));
        }
        assertThat(lines(output)).isNotEmpty().first().asString().contains("ERROR", "invalid_client");
        assertThat(output).doesNotContain("c4nary");
    }

    /** For a token of our own, the same answer is about us. */
    @Test
    void exchangeWhenTheGrantIsNotGoodThenTheOperatorIsTold(CapturedOutput output) throws IOException {
        try (RawServer server = RawServer.saying(
                RawServer.http(400, TestAnswer.error("invalid_grant").json()))) {
            door.exchange(TestAccounts.account(server.tokenUrl()));
        }
        assertThat(lines(output)).isNotEmpty().first().asString().contains("ERROR", "invalid_grant");
    }

    @Test
    void redeemWhenTheConnectionBreaksThenSentOnce() throws IOException {
        try (RawServer server = new RawServer((_, _, wire) -> wire.cut())) {
            redeem(TestAccounts.account(server.tokenUrl()));
            assertThat(server.requests).hasSize(1);
            Form form = Form.of(server.requests.getFirst());
            assertThat(form.value("grant_type")).isEqualTo("refresh_token");
            assertThat(form.value("refresh_token")).isEqualTo("r-c4nary");
            assertThat(form.value("client_id")).isEqualTo("client-1");
        }
    }

    private UserExchange redeem(TestAnswer answer) throws IOException {
        try (RawServer server = RawServer.saying(RawServer.http(200, answer.json()))) {
            return redeem(TestAccounts.account(server.tokenUrl()));
        }
    }

    private UserExchange redeem(Account account) {
        return door.talkdeskId.redeem(account, REFRESH, Deadline.in(TestDoor.PLENTY, ticker));
    }

    private static Stream<String> lines(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains(" ERROR ") || line.contains(" WARN "));
    }
}
