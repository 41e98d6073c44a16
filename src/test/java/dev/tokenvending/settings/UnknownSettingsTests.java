package dev.tokenvending.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class UnknownSettingsTests {

    private final StandardEnvironment environment = new StandardEnvironment();

    private final MutablePropertySources sources = environment.getPropertySources();

    UnknownSettingsTests() {
        sources.forEach(source -> sources.remove(source.getName()));
    }

    @Test
    void namesWhenYamlHoldsAMisspeltSettingThenItIsNamed() throws IOException {
        sources.addLast(yaml("""
            token-vending:
              apps:
                ios:
                  callers: [basic]
                  polices: [daytime]
            """));
        assertThat(problems()).containsExactly("token-vending.apps.ios.polices[0] is no setting of this version.");
    }

    @Test
    void namesWhenSystemPropertyIsMisspeltThenItIsNamed() {
        sources.addLast(new MapPropertySource("systemProperties", Map.of("token-vending.deadlin", "1s")));
        assertThat(problems()).containsExactly("token-vending.deadlin is no setting of this version.");
    }

    @Test
    void namesWhenSettingOfAppConnectIsMisspeltThenItIsNamed() {
        sources.addLast(new MapPropertySource("some", Map.of("appconnect.app-id", "app-1")));
        assertThat(problems()).containsExactly("appconnect.app-id is no setting of this version.");
    }

    @Test
    void namesWhenVariableIsMisspeltThenItIsNamed() {
        sources.addLast(new SystemEnvironmentPropertySource(
                "systemEnvironment",
                Map.of(
                        "TOKEN_VENDING_DEADLIN", "1s",
                        "TOKENVENDING_APPS_IOS_CALERS_0", "basic",
                        "APPCONNECT_APP_ID", "app-1",
                        "PATH", "/bin")));
        assertThat(problems())
                .containsExactly(
                        "APPCONNECT_APP_ID is no setting of this version.",
                        "TOKENVENDING_APPS_IOS_CALERS_0 is no setting of this version.",
                        "TOKEN_VENDING_DEADLIN is no setting of this version.");
    }

    @Test
    void namesWhenVariableIsReadOrHiddenByAnotherSourceThenNothing() {
        sources.addLast(new MapPropertySource("some", Map.of("token-vending.deadline", "2s")));
        sources.addLast(new SystemEnvironmentPropertySource(
                "systemEnvironment",
                Map.of("TOKEN_VENDING_DEADLINE", "1s", "TOKENVENDING_APPS_IOS_CALLERS_0", "basic")));
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKEN_VENDING_SERVICE_HOST",
                "TOKEN_VENDING_SERVICE_PORT",
                "TOKEN_VENDING_SERVICE_PORT_HTTP",
                "TOKEN_VENDING_PORT",
                "TOKEN_VENDING_PORT_8080_TCP",
                "TOKEN_VENDING_PORT_8080_TCP_ADDR"
            })
    void namesWhenKubernetesTellsOfAServiceNamedLikeThisOneThenNothing(String name) {
        sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, "10.0.0.1")));
        assertThat(problems()).isEmpty();
    }

    @Test
    void namesWhenVariableMayBeSomebodyElsesThenNothing() {
        sources.addLast(new SystemEnvironmentPropertySource(
                "systemEnvironment", Map.of("TALKDESK_HOME", "/opt", "TD_API_KEY", "1")));
        assertThat(problems()).isEmpty();
    }

    @Test
    void namesWhenQuickStartVariableIsMisspeltInDotenvThenItIsNamed() {
        sources.addLast(
                new SystemEnvironmentPropertySource(DotenvFile.SOURCE, Map.of("TD_SCOPES", "a", "TD_SCOPE", "a")));
        Settings settings = new Settings(environment);
        settings.variable("TD_SCOPE");
        assertThat(TestSettings.problems(settings)).containsExactly("TD_SCOPES is no setting of this version.");
    }

    @Test
    void namesWhenSourcesAreAttachedForBindingThenEachSettingOnce() {
        sources.addLast(new MapPropertySource("some", Map.of("talkdesk.a", "1", "token-vending.deadline", "1s")));
        ConfigurationPropertySources.attach(environment);
        assertThat(problems()).containsExactly("talkdesk.a is no setting of this version.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.setting", "token-vendin.deadline", "talkdesk-x.y", "spring.application.name"})
    void namesWhenPrefixIsNotOursThenNothing(String name) {
        sources.addLast(new MapPropertySource("some", Map.of(name, "1")));
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token-vending.deadline",
                "token-vending.apps.ios.callers",
                "token-vending.apps.ios.callers[0]",
                "token-vending.basic[0].username",
                "tokenVending.deadline",
                "token-vending.apps.Some_App.callers",
                "token-vending.apps[a/b].callers"
            })
    void namesWhenSettingIsReadThenNothing(String name) {
        sources.addLast(new MapPropertySource("some", Map.of(name, "1s")));
        assertThat(problems()).isEmpty();
    }

    @Test
    void namesWhenSettingHidesTheSameOfAnotherSourceThenNothing() throws IOException {
        sources.addLast(new MapPropertySource("commandLineArgs", Map.of("token-vending.deadline", "1s")));
        sources.addLast(yaml("token-vending.deadline: 2s"));
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token-vending.apps.ios.callers", "token-vending.apps.ios.callers[0]"})
    void namesWhenListHidesALongerOneThenNothing(String name) throws IOException {
        sources.addLast(new MapPropertySource("commandLineArgs", Map.of(name, "basic")));
        sources.addLast(yaml("token-vending.apps.ios.callers: [api-key, issuer]"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void namesWhenListOfRecordsHidesALongerOneThenOnlyItsMisspeltSettings() throws IOException {
        sources.addLast(new MapPropertySource(
                "commandLineArgs",
                Map.of("token-vending.basic[0].username", "a", "token-vending.basic[0].password", "b")));
        sources.addLast(yaml("""
            token-vending:
              basic:
                - {username: c, password: d}
                - {username: e, password: f}
                - {username: g, pasword: h}
            """));
        assertThat(problems()).containsExactly("token-vending.basic[2].pasword is no setting of this version.");
    }

    private List<String> problems() {
        Settings settings = new Settings(environment);
        settings.read(Sample.class);
        return TestSettings.problems(settings);
    }

    private static PropertySource<?> yaml(String text) throws IOException {
        return new YamlPropertySourceLoader()
                .load("yaml", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
                .getFirst();
    }

    @ConfigurationProperties("token-vending")
    record Sample(
            @Nullable String deadline,
            @DefaultValue Map<String, App> apps,
            @DefaultValue List<Login> basic) {}

    record App(@DefaultValue List<String> callers) {}

    record Login(@Nullable String username, @Nullable String password) {}
}
