package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.crypto.Crypto;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.core5.http.NameValuePair;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent for each grant, and how often; codes and refresh tokens may be good once. */
class TokenCallTests {

    private static final Account ACCOUNT = TestAccounts.account();
    private static final TokenGrant CLIENT = new TokenGrant.ClientCredentials(ACCOUNT.scope());
    private static final TokenGrant REFRESH = new TokenGrant.Refresh("r-c4nary", ACCOUNT.scope());
    private static final TokenGrant CODE = code("v-c4nary");

    private final FakeTicker ticker = new FakeTicker();
    private final ClientAssertion assertions = new ClientAssertion(Clock.systemUTC(), Crypto.jdk());

    static Stream<TokenGrant> ofUsers() {
        return Stream.of(REFRESH, CODE);
    }

    static Stream<Reply> mayHaveArrived() {
        return Stream.of(
                new Reply.Broken("connection_broken"),
                new Reply.Answered(502, "", null, null),
                new Reply.Answered(503, "", null, null),
                new Reply.Answered(504, "", null, null));
    }

    static Stream<Reply> neverArrived() {
        return Stream.of("unknown_host", "connect_timeout", "connect_refused", "tls_failed")
                .map(Reply.Broken::new);
    }

    @ParameterizedTest
    @MethodSource("mayHaveArrived")
    void callWhenItMayHaveArrivedThenUsersGrantsAreNotTriedAgain(Reply reply) {
        assertThat(attempts(REFRESH, reply)).isEqualTo(1);
        assertThat(attempts(CODE, reply)).isEqualTo(1);
        assertThat(attempts(CLIENT, reply)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("neverArrived")
    void callWhenNothingWasSentThenAllAreTriedAgain(Reply reply) {
        assertThat(Stream.of(REFRESH, CODE, CLIENT)).allMatch(grant -> attempts(grant, reply) == 2);
    }

    @Test
    void parametersWhenACodeThenThoseOfItsGrant() {
        assertThat(parameters(CODE))
                .containsExactly(
                        "grant_type=authorization_code",
                        "code=c-c4nary",
                        "redirect_uri=https://tokens.example.com/authorization/callback",
                        "code_verifier=v-c4nary",
                        "scope=" + TestAccounts.SCOPE);
        assertThat(parameters(code(null))).noneMatch(it -> it.startsWith("code_verifier"));
    }

    @Test
    void parametersWhenARefreshTokenThenThoseOfItsGrant() {
        assertThat(parameters(REFRESH))
                .containsExactly("grant_type=refresh_token", "refresh_token=r-c4nary", "scope=" + TestAccounts.SCOPE);
    }

    @ParameterizedTest
    @MethodSource("ofUsers")
    void toStringWhenThereAreSecretsThenNoneIsTold(TokenGrant grant) {
        assertThat(grant).asString().contains(TestAccounts.SCOPE).doesNotContain("c4nary");
    }

    @Test
    void toStringWhenTokensCameThenNoneIsTold() {
        assertThat(new UserTokens("r-c4nary", "s-c4nary", "i-c4nary"))
                .asString()
                .doesNotContain("c4nary");
    }

    private int attempts(TokenGrant grant, Reply reply) {
        TokenEndpoint endpoint = mock(TokenEndpoint.class);
        List<URI> sent = new ArrayList<>();
        given(endpoint.post(any(), any(), any(), any())).willAnswer(call -> {
            sent.add(call.getArgument(0));
            return reply;
        });
        Called called =
                new TokenCall(assertions, endpoint, ticker).call(ACCOUNT, grant, Deadline.in(TestDoor.PLENTY, ticker));
        assertThat(called.retried()).isEqualTo(sent.size() == 2);
        return sent.size();
    }

    private static List<String> parameters(TokenGrant grant) {
        return grant.parameters().stream().map(TokenCallTests::text).toList();
    }

    private static String text(NameValuePair pair) {
        return pair.getName() + "=" + pair.getValue();
    }

    private static TokenGrant code(@Nullable String verifier) {
        return new TokenGrant.Code(
                "c-c4nary", URI.create("https://tokens.example.com/authorization/callback"), verifier, ACCOUNT.scope());
    }
}
