package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What each event looks like when the app gets it. */
class AppConnectEventsTests {

    private static final String[] CREDENTIALS = {
        "installation_id",
        "account_id",
        "account_name",
        "client_id",
        "client_secret",
        "private_key",
        "public_key",
        "key_id",
        "key_algorithm"
    };

    private final TestAppConnect sandbox = TestAppConnect.usual();

    AppConnectEventsTests() throws IOException, JOSEException {}

    @AfterEach
    void close() throws IOException {
        sandbox.close();
    }

    @Test
    void installedWhenSentThenAsDocumented() throws Exception {
        sandbox.install("inst-1");
        JsonNode event = sandbox.app.lastEvent();
        assertThat(event.propertyNames())
                .containsExactly(
                        "id",
                        "created_at",
                        "api_version",
                        "type",
                        "app_id",
                        "app_version_id",
                        "app_version_name",
                        "data",
                        "_links");
        assertThat(event.path("id").asString()).matches("[0-9a-f]{32}");
        assertThat(event.path("created_at").asString()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(event.path("api_version").asString()).isEqualTo("1");
        assertThat(event.path("type").asString()).isEqualTo("app.installed");
        assertThat(event.path("app_id").asString()).isEqualTo(TestAppConnect.APP);
        JsonNode data = event.path("data");
        assertThat(data.propertyNames()).containsExactly(CREDENTIALS);
        assertThat(data).allSatisfy(value -> assertThat(value.isString()).isTrue());
        assertThat(data.path("installation_id").asString()).isEqualTo("inst-1");
        assertThat(data.path("account_id").asString()).isEqualTo("acc-1");
        assertThat(data.path("account_name").asString()).isEqualTo("starship");
        assertThat(data.path("key_algorithm").asString()).isEqualTo("ES256");
    }

    @Test
    void linksWhenSentThenLeadToTheSandbox() throws Exception {
        sandbox.install("inst-1");
        JsonNode event = sandbox.app.lastEvent();
        JsonNode links = event.path("_links");
        assertThat(links.propertyNames())
                .containsExactly("root", "self", "userinfo", "authorization", "tokens", "installation");
        assertThat(href(links, "root")).isEqualTo(sandbox.root.toString());
        assertThat(href(links, "tokens")).isEqualTo(sandbox.root + "/installations/inst-1/oauth/token");
        assertThat(href(links, "self"))
                .isEqualTo(
                        sandbox.root + "/apps/app-1/events/" + event.path("id").asString());
        assertThat(href(links, "installation")).isEqualTo(sandbox.root + "/apps/app-1/installations/inst-1");
    }

    @Test
    void rotatedWhenSentThenNewClientAndKey() throws Exception {
        InstalledClient first = sandbox.install("inst-1");
        InstalledClient second = sandbox.rotate("inst-1");
        assertThat(sandbox.app.lastEvent().path("data").propertyNames()).containsExactly(CREDENTIALS);
        assertThat(sandbox.app.lastEvent().path("type").asString()).isEqualTo("app.credentials_rotated");
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.key().getKeyID()).isNotEqualTo(first.key().getKeyID());
        assertThat(second.key().toPublicJWK().getX())
                .isNotEqualTo(first.key().toPublicJWK().getX());
        assertThat(second.tokenUri()).isEqualTo(first.tokenUri());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "app.updated | {'installation_id':'inst-1','account_id':'acc-1','account_name':'starship',"
                        + "'subscription':{'licenses':'25'}}",
                "app.uninstalled | {'installation_id':'inst-1','account_id':'acc-1','account_name':'starship',"
                        + "'reason':{'type':'other','message':'Uninstalled in the sandbox'}}",
                "app.trial_started | {'installation_id':'inst-1','account_id':'acc-1',"
                        + "'expires_at':'2026-03-15T12:00:00.000+00:00'}",
                "app.trial_extended | {'installation_id':'inst-1','account_id':'acc-1',"
                        + "'expires_at':'2026-03-29T12:00:00.000+00:00'}",
                "app.trial_ended | {'installation_id':'inst-1','account_id':'acc-1',"
                        + "'expires_at':'2026-03-01T12:00:00.000+00:00','ended_at':'2026-03-01T12:00:00.000+00:00',"
                        + "'ended_reason':'trial_expired','ended_by':'system'}",
                "user.logout | {'installation_id':'inst-1','account_id':'acc-1','user_id':'user-ana',"
                        + "'user_email':'ana.silva@example.com'}"
            })
    void eventWhenSentThenDataAsDocumented(String type, String data) throws Exception {
        sandbox.install("inst-1");
        EventSent sent = sandbox.tell(type, "inst-1");
        JsonNode event = sandbox.app.lastEvent();
        assertThat(event.path("type").asString()).isEqualTo(type);
        assertThat(event.path("id").asString()).isEqualTo(sent.event().id());
        assertThat(event.path("data").toString().replace('"', '\'')).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource({
        "app.uninstalled, 2025-12-31T23:00:00Z",
        "user.logout, 2025-12-31T23:00:00Z",
        "app.updated, 2025-12-31T23:00:00.000+00:00",
        "app.trial_started, 2025-12-31T23:00:00.000+00:00"
    })
    void createdAtWhenOrderedThenInTheFormatOfTheType(String type, String time) throws Exception {
        sandbox.install("inst-1");
        sandbox.sent("{'type':'%s','installation':'inst-1','created_at':'2026-01-01T01:00:00+02:00'}".formatted(type));
        assertThat(sandbox.app.lastEvent().path("created_at").asString()).isEqualTo(time);
    }

    @Test
    void eventWhenItIsToTellSomethingElseThenOnlyThatOneDoes() throws Exception {
        sandbox.install("inst-1");
        sandbox.sent("{'type':'app.updated','installation':'inst-1','app_id':'foreign','account_id':'x',"
                + "'account_name':'evil.example/#'}");
        JsonNode event = sandbox.app.lastEvent();
        assertThat(Stream.of("app_id", "data").map(event::path))
                .map(JsonNode::toString)
                .satisfiesExactly(
                        app -> assertThat(app).isEqualTo("\"foreign\""),
                        data -> assertThat(data)
                                .contains("\"account_id\":\"x\"", "\"account_name\":\"evil.example/#\""));
        sandbox.tell("app.updated", "inst-1");
        assertThat(sandbox.app.lastEvent().path("app_id").asString()).isEqualTo(TestAppConnect.APP);
        assertThat(sandbox.app.lastEvent().path("data").path("account_name").asString())
                .isEqualTo("starship");
    }

    @Test
    void toStringWhenPrintedThenNoSecret() throws Exception {
        sandbox.install("inst-1");
        JsonNode data = sandbox.app.lastEvent().path("data");
        EventSent sent = sandbox.tell("app.credentials_rotated", "inst-1");
        assertThat(sent.toString()).contains(sent.event().id()).doesNotContain("private_key", "client_secret");
        assertThat(sandbox.appConnect.installations().toString())
                .doesNotContain(data.path("private_key").asString())
                .doesNotContain(data.path("client_secret").asString());
        var credentials = ClientCredentials.fresh();
        assertThat(credentials.toString()).isEqualTo("ClientCredentials[" + credentials.clientId() + "]");
    }

    private static String href(JsonNode links, String name) {
        return links.path(name).path("href").asString();
    }
}
