package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

/** Every fault of the sandbox's Talkdesk ID over real HTTP. */
class SandboxFaultsTests {

    private final TestTalkdeskId talkdeskId;

    SandboxFaultsTests() throws IOException, JOSEException {
        talkdeskId = new TestTalkdeskId();
    }

    @BeforeEach
    void start() {
        talkdeskId.server.start();
    }

    @AfterEach
    void close() throws IOException {
        talkdeskId.close();
    }

    @Test
    void requestWhenOtherMethodOrPathThenRefusedAndNoFaultIsSpent() throws Exception {
        talkdeskId.order("500", null, 1);
        HttpResponse<String> wrongMethod =
                talkdeskId.send(TestTalkdeskId.request(talkdeskId.tokenUri).GET());
        TestTalkdeskId.assertRefused(wrongMethod, 405, "method_not_allowed");
        assertThat(wrongMethod.headers().firstValue("Allow")).contains("POST");
        TestTalkdeskId.assertRefused(
                talkdeskId.send(TestTalkdeskId.request(talkdeskId.tokenUri.resolve("/oauth/tokens"))
                        .POST(talkdeskId.form(talkdeskId.clock.instant()))),
                404,
                "not_found");
        assertThat(talkdeskId.token().statusCode()).isEqualTo(500);
        assertThat(talkdeskId.token().statusCode()).isEqualTo(200);
    }

    @Test
    void tokenWhenSlowThenWaitsAndAnswersProperly() throws Exception {
        talkdeskId.order("slow", 700L, 1);
        assertThat(talkdeskId.token().statusCode()).isEqualTo(200);
        assertThat(talkdeskId.token().statusCode()).isEqualTo(200);
        assertThat(talkdeskId.pauses).containsExactly(Duration.ofMillis(700));
    }

    @ParameterizedTest
    @CsvSource({"401, 401, invalid_client", "429, 429, too_many_requests", "500, 500, server_error"})
    void tokenWhenFaultIsAStatusThenThatStatus(String fault, int status, String error) throws Exception {
        talkdeskId.order(fault, null, null);
        HttpResponse<String> response = talkdeskId.token();
        TestTalkdeskId.assertRefused(response, status, error);
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 429);
    }

    @Test
    void tokenWhenFaultIsOverThenTheAssertionItMetCountsAsUsed() throws Exception {
        talkdeskId.order("500", null, 1);
        String form = TestClient.encoded(talkdeskId.client.form(talkdeskId.clock.instant()));
        assertThat(talkdeskId.post(form).statusCode()).isEqualTo(500);
        TestTalkdeskId.assertRefused(talkdeskId.post(form), 401, "invalid_client");
    }

    @Test
    void tokenWhenHtml502ThenAPage() throws Exception {
        talkdeskId.order("html-502", null, null);
        HttpResponse<String> response = talkdeskId.token();
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(response.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void tokenWhenCutThenConnectionBreaksInMidAnswer() throws Exception {
        talkdeskId.order("cut", null, 1);
        assertThatIOException().isThrownBy(talkdeskId::token);
        assertThat(talkdeskId.token().statusCode()).isEqualTo(200);
    }

    @Test
    void tokenWhenMalformedThenSuccessWithBrokenJson() throws Exception {
        talkdeskId.order("malformed", null, null);
        HttpResponse<String> response = talkdeskId.token();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"access_token\":");
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> TestTalkdeskId.json(response));
    }

    @ParameterizedTest
    @CsvSource({
        "expires-missing, ''",
        "expires-zero, 0",
        "expires-negative, -1",
        "expires-huge, 1000000000000000000",
        "expires-text, \"600\"",
        "none, 600"
    })
    void tokenWhenExpiryIsOddThenAsOrdered(String fault, String expiresIn) throws Exception {
        talkdeskId.order(fault, null, null);
        HttpResponse<String> response = talkdeskId.token();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TestTalkdeskId.json(response).path("expires_in").toString()).isEqualTo(expiresIn);
        assertThat(TestTalkdeskId.json(response).path("access_token").asString())
                .startsWith("eyJ");
    }

    @Test
    void tokenWhenWiderScopeThenOneMoreThanAsked() throws Exception {
        talkdeskId.order("wider-scope", null, null);
        assertThat(TestTalkdeskId.json(talkdeskId.token()).path("scope").asString())
                .isEqualTo(TestClient.SCOPE + " " + Replies.WIDER_SCOPE);
    }

    @Test
    void tokenWhenClockIsAheadThenDateIsAndAssertionHasExpired() throws Exception {
        talkdeskId.order("clock-skew", null, null);
        HttpResponse<String> response = talkdeskId.token();
        TestTalkdeskId.assertRefused(response, 401, "invalid_client");
        assertThat(TestTalkdeskId.json(response).path("error_description").asString())
                .isEqualTo("the assertion has expired");
        assertThat(response.headers().allValues("Date")).containsExactly("Sun, 01 Mar 2026 12:10:00 GMT");
    }

    @Test
    void tokenWhenClockIsBehindThenDateIsAndAssertionIsFromTheFuture() throws Exception {
        talkdeskId.order("clock-skew", -60_000L, 1);
        HttpResponse<String> response = talkdeskId.token();
        assertThat(TestTalkdeskId.json(response).path("error_description").asString())
                .isEqualTo("iat is in the future");
        assertThat(response.headers().allValues("Date")).containsExactly("Sun, 01 Mar 2026 11:59:00 GMT");
        assertThat(talkdeskId.token().headers().allValues("Date")).containsExactly("Sun, 01 Mar 2026 12:00:00 GMT");
    }

    @Test
    void tokenWhenRequestIsBadAndFaultShapesSuccessThenStillRefused() throws Exception {
        talkdeskId.order("malformed", null, null);
        TestTalkdeskId.assertRefused(talkdeskId.post("grant_type=password"), 400, "unsupported_grant_type");
    }
}
