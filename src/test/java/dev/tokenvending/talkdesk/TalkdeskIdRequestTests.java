package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.TestAccounts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link TalkdeskId} sends, byte for byte. */
class TalkdeskIdRequestTests {

    private final TestDoor door = new TestDoor();
    private final RawServer server = RawServer.saying(RawServer.http(
            200, TestAnswer.good().json(), "Set-Cookie: session=s3cr3t; Path=/", "WWW-Authenticate: Basic realm=x"));

    TalkdeskIdRequestTests() throws IOException {}

    @AfterEach
    void close() throws IOException {
        door.close();
        server.close();
    }

    @Test
    void exchangeWhenSentThenExactlyTheseBytes() {
        Account account = TestAccounts.account(server.tokenUrl());
        assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class);
        String request = server.requests.getFirst();
        String assertion = Form.of(request).value("client_assertion");
        String body = "grant_type=client_credentials&scope=visual-sessions%3Aexecute&client_id=client-1"
                + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion=" + assertion;
        assertThat(request)
                .isEqualTo("POST /oauth/token HTTP/1.1\r\n"
                        + "Accept: application/json\r\n"
                        + "Host: " + server.tokenUrl().getAuthority() + "\r\n"
                        + "Content-Length: " + body.length() + "\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n"
                        + "Connection: keep-alive\r\n"
                        + "User-Agent: talkdesk-token-vending\r\n\r\n"
                        + body);
        assertThat(assertion).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    }

    /** RFC 6749 §2.3.1: form-encoded each, then joined. */
    @Test
    void exchangeWhenClientHasASecretThenBasicAndNoAssertion() {
        Account account = TestAccounts.builder()
                .tokenUrl(server.tokenUrl())
                .clientId("client:1")
                .clientSecret("s3cr3t &+%ü")
                .build();
        assertThat(door.exchange(account)).isInstanceOf(Exchange.Issued.class);
        String credentials = Base64.getEncoder()
                .encodeToString("client%3A1:s3cr3t+%26%2B%25%C3%BC".getBytes(StandardCharsets.US_ASCII));
        assertThat(server.requests.getFirst())
                .contains("\r\nAuthorization: Basic " + credentials + "\r\n")
                .endsWith("\r\n\r\ngrant_type=client_credentials&scope=visual-sessions%3Aexecute");
    }

    @Test
    void exchangeWhenClientIdNeedsEscapingThenEscapedAndAssertedAsItIs() throws ParseException {
        String clientId = "id &=+%/ü\r\nx";
        door.exchange(TestAccounts.builder()
                .tokenUrl(server.tokenUrl())
                .clientId(clientId)
                .build());
        String request = server.requests.getFirst();
        assertThat(request).contains("&client_id=id+%26%3D%2B%25%2F%C3%BC%0D%0Ax&");
        assertThat(Form.of(request).assertion().getJWTClaimsSet().getSubject()).isEqualTo(clientId);
    }

    @Test
    void exchangeWhenTheAppAsksLessThanTheAccountMayThenExactlyTheAppsScope() {
        Account account = TestAccounts.builder()
                .tokenUrl(server.tokenUrl())
                .scope("a:read b:read c:read")
                .build();
        door.talkdeskId.exchange(
                account, TestAccounts.scope("c:read a:read"), Deadline.in(TestDoor.PLENTY, System::nanoTime));
        assertThat(Form.of(server.requests.getFirst()).value("scope")).isEqualTo("a:read c:read");
    }

    @ParameterizedTest
    @CsvSource({"/oauth/token, /oauth/token", "/a/b?x=1&y=%2F, /a/b?x=1&y=%2F", "'', /"})
    void exchangeWhenTokenUrlHasPathAndQueryThenRequestedAsConfigured(String configured, String requested) {
        URI tokenUrl = URI.create("http://" + server.tokenUrl().getAuthority() + configured);
        door.exchange(TestAccounts.account(tokenUrl));
        assertThat(server.requests.getFirst()).startsWith("POST " + requested + " HTTP/1.1\r\n");
    }

    @Test
    void exchangeWhenAnswerSetsACookieThenNeverSentBack() {
        exchangeTwice();
        assertThat(server.requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request).doesNotContainIgnoringCase("cookie"));
    }

    @Test
    void exchangeWhenAnswerAsksForBasicThenNoAuthorization() throws IOException {
        try (RawServer unauthorized =
                RawServer.saying(RawServer.http(401, "{}", "WWW-Authenticate: Basic realm=\"x\""))) {
            Account account = TestAccounts.account(unauthorized.tokenUrl());
            door.exchange(account);
            door.exchange(account);
            assertThat(unauthorized.requests)
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request).doesNotContainIgnoringCase("authorization"));
        }
    }

    @Test
    void exchangeWhenCalledAgainThenConnectionIsReusedAndJtiIsNew() {
        exchangeTwice();
        assertThat(server.requests).hasSize(2);
        assertThat(server.connections).hasValue(1);
        assertThat(Form.of(server.requests.getFirst()).jti())
                .isNotEqualTo(Form.of(server.requests.getLast()).jti());
    }

    @Test
    void exchangeWhenAudienceIsConfiguredThenOneStringFromConfigurationOnly() {
        door.exchange(TestAccounts.builder()
                .tokenUrl(server.tokenUrl())
                .audience("https://acme.talkdeskid.com/oauth/token")
                .build());
        String claims =
                Form.of(server.requests.getFirst()).assertion().getPayload().toString();
        assertThat(claims).contains("\"aud\":\"https://acme.talkdeskid.com/oauth/token\"");
    }

    private void exchangeTwice() {
        Account account = TestAccounts.account(server.tokenUrl());
        assertThat(List.of(door.exchange(account), door.exchange(account)))
                .allSatisfy(result -> assertThat(result).isInstanceOf(Exchange.Issued.class));
    }
}
