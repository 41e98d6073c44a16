package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AppConnectControllerTests {

    private static final String INSTALL =
            "{'type':'app.installed','installation':'inst-1','account_id':'acc-1','account_name':'starship'}";

    private final TestAppConnect sandbox = TestAppConnect.usual();
    private final MockMvcTester mvc = MockMvcTester.of(new AppConnectController(
            sandbox.appConnect,
            new MockEnvironment().withProperty("local.server.port", Integer.toString(sandbox.app.port()))));

    AppConnectControllerTests() throws IOException, JOSEException {}

    @AfterEach
    void close() throws IOException {
        sandbox.close();
    }

    @Test
    void postWhenEventIsSentThenTellsWhatTheAppAnswered() throws Exception {
        MvcTestResult result = order(INSTALL.replace("}", ",'times':2}"), "application/x-www-form-urlencoded");
        assertThat(result).hasStatus(200).hasContentType("application/json");
        assertThat(result).hasHeader("Cache-Control", "no-store");
        String eventId = sandbox.app.lastEvent().path("id").asString();
        assertThat(body(result))
                .isEqualTo("{'event_id':'%s','installation':'inst-1','statuses':[200,200]}".formatted(eventId));
    }

    @Test
    void postWhenOrderIsWrongThenProblem() throws Exception {
        MvcTestResult result = order("{'type':'app.exploded','installation':'i'}", "application/json");
        assertThat(result).hasStatus(400).hasContentType("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(result.getResponse().getContentAsString());
        assertThat(problem.path("detail").asString()).startsWith("type is unknown. Expected");
        assertThat(problem.toString()).contains("invalid_request");
        assertThat(order("{'type':'user.logout','installation':'i'}", "application/json"))
                .hasStatus(400);
    }

    @Test
    void postWhenBodyIsTooLargeThenProblem() {
        assertThat(order(" ".repeat(StrictObject.MAX_BYTES + 1), "application/json"))
                .hasStatus(413)
                .hasContentType("application/problem+json");
    }

    @Test
    void getWhenInstallationsHaveLivedThenShowsThemWithoutSecrets() throws Exception {
        assertThat(body(mvc.get().uri("/sandbox/appconnect").exchange())).isEqualTo("[]");
        InstalledClient first = sandbox.install("inst-1");
        InstalledClient second = sandbox.rotate("inst-1");
        String bearer = sandbox.bearer(second, "apps:write");
        String path = "/apps/app-1/installations/inst-1/";
        sandbox.post(path + "state", bearer, "{'state':'reject','reason':'full'}");
        sandbox.post(path + "credentials/" + second.id() + "/state", bearer, "{'state':'acknowledged'}");
        sandbox.install("inst-2");
        sandbox.tell("app.uninstalled", "inst-2");
        assertThat(body(mvc.get()
                        .uri("/sandbox/appconnect")
                        .accept("text/plain")
                        .exchange()))
                .isEqualTo(("[{'installation':'inst-1','app_id':'app-1','account_id':'acc-1','account_name':'starship',"
                                + "'state':'installed','client_ids':['%1$s','%2$s'],'acknowledgements':["
                                + "{'state':'reject','reason':'full','received_at':'2026-03-01T12:00:00Z'},"
                                + "{'client_id':'%2$s','state':'acknowledged',"
                                + "'received_at':'2026-03-01T12:00:00Z'}]},"
                                + "{'installation':'inst-2','app_id':'app-1','account_id':'acc-1',"
                                + "'account_name':'starship','state':'uninstalled','client_ids':[],"
                                + "'acknowledgements':[]}]")
                        .formatted(first.id(), second.id()));
    }

    @Test
    void controllerWhenAppConnectIsOffOrNoSandboxThenAbsent() {
        var runner = new ApplicationContextRunner().withUserConfiguration(AppConnectController.class);
        runner.withPropertyValues("spring.profiles.active=sandbox")
                .run(context -> assertThat(context).doesNotHaveBean(AppConnectController.class));
        var on = runner.withInitializer(
                context -> context.getBeanFactory().registerSingleton("sandboxAppConnect", sandbox.appConnect));
        on.run(context -> assertThat(context).doesNotHaveBean(AppConnectController.class));
        on.withPropertyValues("spring.profiles.active=sandbox")
                .run(context -> assertThat(context).hasSingleBean(AppConnectController.class));
    }

    private MvcTestResult order(String json, String contentType) {
        return mvc.post()
                .uri("/sandbox/appconnect/events")
                .header("Content-Type", contentType)
                .content(json.replace('\'', '"'))
                .exchange();
    }

    private static String body(MvcTestResult result) throws IOException {
        return result.getResponse().getContentAsString().replace('"', '\'');
    }
}
