package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.core.TestClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class OpenSandboxTests {

    private final MockEnvironment environment = new MockEnvironment();
    private final GenericApplicationContext context = new GenericApplicationContext();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void initializeWhenProfileIsAbsentThenNothingChanges() {
        environment.setActiveProfiles("other");
        environment.setProperty("TD_CLIENT_ID", "abc");
        initialize();
        assertThat(context.containsBean("sandboxServer")).isFalse();
        assertThat(environment.getProperty("talkdesk.accounts.default.token-uri"))
                .isNull();
        assertThat(environment.getProperty("DEFAULT_PASSWORD")).isNull();
    }

    @Test
    void initializeWhenProfileIsActiveThenAccountPointsHere() throws GeneralSecurityException {
        environment.setActiveProfiles("sandbox");
        initialize();
        assertThat(property("token-uri")).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*/oauth/token");
        assertThat(property("client-id")).isNotBlank();
        assertThat(property("key-id")).isNotBlank();
        assertThat(property("scope")).isEqualTo("visual-sessions:execute");
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(property("private-key"))));
        assertThat(((ECPrivateKey) key).getParams().getOrder().bitLength()).isEqualTo(256);
    }

    @Test
    void initializeWhenContextIsRefreshedThenServesUntilItCloses() {
        environment.setActiveProfiles("sandbox");
        initialize();
        context.refresh();
        var server = context.getBean(SandboxServer.class);
        assertThat(server.isRunning()).isTrue();
        assertThat(context.getBean(Faults.class).inForce()).isEqualTo(FaultSetting.NONE);
        context.close();
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void initializeWhenCallerIsUnsetOrBlankThenSandboxCaller() {
        environment.setActiveProfiles("sandbox");
        environment.setProperty("DEFAULT_PASSWORD", "");
        initialize();
        assertThat(environment.getProperty("DEFAULT_USERNAME")).isEqualTo("app-user");
        assertThat(environment.getProperty("DEFAULT_PASSWORD")).isEqualTo("sandbox");
    }

    @Test
    void initializeWhenCallerIsChosenThenItStands() {
        environment.setActiveProfiles("sandbox");
        environment.setProperty("DEFAULT_USER", "somebody");
        environment.setProperty("DEFAULT_PASSWORD", "a password of theirs");
        initialize();
        assertThat(environment.getProperty("DEFAULT_USERNAME")).isNull();
        assertThat(environment.getProperty("DEFAULT_PASSWORD")).isEqualTo("a password of theirs");
    }

    @Test
    void initializeWhenTalkdeskIsConfiguredThenRefusedByNameOnly() {
        environment.setActiveProfiles("sandbox");
        environment.setProperty("TD_PRIVATE_KEY", "s3cret");
        environment.setProperty("talkdesk.accounts.acme.client-id", "s3cret");
        assertThatExceptionOfType(SandboxStartException.class)
                .isThrownBy(this::initialize)
                .satisfies(refusal -> {
                    var analysis = refusal.analysis();
                    assertThat(analysis.getDescription())
                            .contains("TD_PRIVATE_KEY", "talkdesk.accounts.acme.client-id")
                            .doesNotContain("s3cret");
                    assertThat(analysis.getAction()).contains("unset", "leave the profile");
                });
    }

    @Test
    void initializeWhenPortIsTakenThenSaysWhich() throws IOException {
        try (ServerSocket taken = SandboxServer.bind(0)) {
            environment.setActiveProfiles("sandbox");
            environment.setProperty("sandbox.port", Integer.toString(taken.getLocalPort()));
            assertThatExceptionOfType(SandboxStartException.class)
                    .isThrownBy(this::initialize)
                    .withMessageContaining("port " + taken.getLocalPort())
                    .satisfies(refusal ->
                            assertThat(refusal.analysis().getAction()).contains("sandbox.port"));
        }
    }

    @Test
    void toStringWhenSandboxIsPrintedThenNoPrivateKey() throws Exception {
        var sandbox = Sandbox.open(SandboxProperties.from(environment), new TestClock());
        try (var server = sandbox.server()) {
            Object key = sandbox.account().get("talkdesk.accounts.default.private-key");
            assertThat(sandbox.toString()).doesNotContain(String.valueOf(key));
            assertThat(server.isRunning()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', No redirect URI is registered",
        "' https://app.example.com/authorization/callback ', has to be exactly"
    })
    void initializeWhenRedirectUriIsSetThenItIsTheOneRegistered(String redirectUri, String told) throws Exception {
        environment.setActiveProfiles("sandbox");
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.of("SIGNIN_REDIRECT_URI", redirectUri)));
        initialize();
        context.refresh();
        URI authorize = URI.create(property("token-uri")).resolve("authorize");
        Map<String, String> query = TestSignIn.query();
        assertThat(get(TestSignIn.uri(authorize, query)).body()).contains(told);
        query.put("redirect_uri", redirectUri.strip());
        assertThat(get(TestSignIn.uri(authorize, query)).statusCode()).isEqualTo(redirectUri.isEmpty() ? 400 : 200);
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private void initialize() {
        context.setEnvironment(environment);
        new OpenSandbox().initialize(context);
    }

    private String property(String name) {
        return String.valueOf(environment.getProperty("talkdesk.accounts.default." + name));
    }
}
