package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.TokenVendingApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox inside the application: found, wired, and its switch reachable without credentials. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("sandbox")
@ExtendWith(OutputCaptureExtension.class)
class SandboxApplicationTests {

    private final Faults faults;
    private final URI switchUri;
    private final HttpClient http = HttpClient.newHttpClient();

    SandboxApplicationTests(@Autowired Faults faults, @Value("${local.server.port}") int port) {
        this.faults = faults;
        this.switchUri = URI.create("http://127.0.0.1:" + port + "/sandbox/faults");
    }

    @AfterEach
    void reset() {
        faults.order(FaultSetting.NONE);
        http.shutdownNow();
    }

    @Test
    void putWhenCurlCallsItAFormThenInForce() throws Exception {
        HttpResponse<String> response = put("{\"fault\":401,\"times\":2}", "application/x-www-form-urlencoded");
        assertJson(response, "{\"fault\":\"401\",\"times\":2}");
        assertThat(faults.inForce()).isEqualTo(FaultSetting.of(Fault.UNAUTHORIZED, null, 2));
    }

    @Test
    void putWhenContentTypeIsJsonThenInForce() throws Exception {
        assertJson(put("{\"fault\":\"slow\"}", "application/json"), "{\"fault\":\"slow\",\"millis\":5000}");
        assertJson(put("{\"fault\":\"none\"}", "nonsense"), "{\"fault\":\"none\"}");
        assertThat(faults.inForce()).isEqualTo(FaultSetting.NONE);
    }

    @Test
    void getWhenFaultIsInForceThenTellsIt() throws Exception {
        faults.order(FaultSetting.of(Fault.CLOCK_SKEW, -5L, null));
        assertJson(
                send(HttpRequest.newBuilder(switchUri)
                        .header("Accept", "text/plain")
                        .GET()),
                "{\"fault\":\"clock-skew\",\"millis\":-5}");
    }

    @Test
    void putWhenFaultIsUnknownThenProblemNamesTheFaults() throws Exception {
        HttpResponse<String> response = put("{\"fault\":\"fire\"}", "application/json");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.path("detail").asString()).contains(Fault.labels());
        assertThat(problem.path("code").asString()).isEqualTo("invalid_request");
        assertThat(problem.path("type").asString()).isEqualTo("about:blank");
    }

    @Test
    void putWhenBodyIsTooLargeThenProblem() throws Exception {
        HttpResponse<String> response = put(" ".repeat(FaultOrderReader.MAX_BYTES + 1), "application/json");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void appConnectWhenOffThenNotFound() throws Exception {
        URI events = switchUri.resolve("/sandbox/appconnect/events");
        assertThat(send(HttpRequest.newBuilder(events).POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(events.resolve("/sandbox/appconnect"))
                                .GET())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void runWhenCredentialsAreSetThenReadableRefusal(CapturedOutput output) {
        var application = new SpringApplication(TokenVendingApplication.class);
        assertThatExceptionOfType(SandboxStartException.class).isThrownBy(() -> run(application));
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "TD_CLIENT_ID")
                .doesNotContain("s3cret");
    }

    private static void run(SpringApplication application) {
        application
                .run("--spring.profiles.active=sandbox", "--TD_CLIENT_ID=s3cret")
                .close();
    }

    private HttpResponse<String> put(String body, String contentType) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(switchUri)
                .header("Content-Type", contentType)
                .PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertJson(HttpResponse<String> response, String json) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEqualTo(json);
    }
}
