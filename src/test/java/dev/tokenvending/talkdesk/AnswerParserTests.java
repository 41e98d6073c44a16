package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnswerParserTests {

    @Test
    void exchangeWhenAnAnswerWasThereBeforeThenItIsNobodys() throws IOException {
        try (RawServer server = new RawServer(
                        (number, _, wire) -> wire.say(number == 1 ? answer(1) + answer(99) : answer(number)));
                TestDoor door = new TestDoor()) {
            Account account = TestAccounts.account(server.tokenUrl());
            assertThat(token(door.exchange(account))).isEqualTo("token-1");
            assertThat(token(door.exchange(account))).isNotEqualTo("token-99");
            assertThat(token(door.exchange(account))).isNotEqualTo("token-99");
            assertThat(server.connections).hasValueGreaterThan(1);
        }
    }

    @Test
    void exchangeWhenAnInterimAnswerComesAlongThenTheFinalOneCounts() throws IOException {
        try (RawServer server = RawServer.saying("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(1));
                TestDoor door = new TestDoor()) {
            assertThat(token(door.exchange(TestAccounts.account(server.tokenUrl()))))
                    .isEqualTo("token-1");
        }
    }

    private static String answer(int number) {
        return RawServer.http(
                200,
                TestAnswer.good()
                        .with("access_token", "\"token-" + number + "\"")
                        .json());
    }

    private static String token(Exchange exchange) {
        return exchange instanceof Exchange.Issued issued ? issued.token().value() : exchange.toString();
    }
}
