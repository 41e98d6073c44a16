package dev.tokenvending.policy;

import static dev.tokenvending.policy.TestRule.ERROR;
import static dev.tokenvending.policy.TestRule.FALSE;
import static dev.tokenvending.policy.TestRule.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.settings.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The rules of {@code docs/rules.md}, as they stand there. */
class RecipesTests {

    private static final Path PAGE = Path.of(System.getProperty("project.basedir", ".."), "docs/rules.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String RULE = "token-vending.policies.";

    private final Set<String> tried = new HashSet<>();
    private final Policies policies = documented();

    @Test
    void recipesWhenTriedThenTheyGrantAndRefuseAsThePageSays() {
        at("business-hours", "2026-11-23T08:00:00Z", GRANTED);
        at("business-hours", "2026-11-23T07:59:59Z", FALSE);
        at("business-hours", "2026-11-23T19:59:59Z", GRANTED);
        at("business-hours", "2026-11-23T20:00:00Z", FALSE);
        at("business-hours", "2026-07-01T07:00:00Z", GRANTED);
        at("business-hours", "2026-11-22T12:00:00Z", FALSE);
        at("business-hours", "2026-12-24T12:00:00Z", GRANTED);
        at("business-hours", "2026-12-25T12:00:00Z", FALSE);
        at("business-hours", "2027-01-01T12:00:00Z", FALSE);

        for (String policy : List.of("voice-users", "voice-in-list")) {
            claims(policy, Map.of("entitlements", List.of("video", "voice")), GRANTED);
            claims(policy, Map.of("entitlements", List.of("voicemail")), FALSE);
            claims(policy, Map.of("entitlements", "voice"), ERROR);
            claims(policy, Map.of(), ERROR);
        }
        claims("voice-in-scope", Map.of("scope", "openid voice"), GRANTED);
        claims("voice-in-scope", Map.of("scope", "openid voicemail"), FALSE);

        header("recent-apps", "x-app-version", "3.10.2", GRANTED);
        header("recent-apps", "x-app-version", "3.9", GRANTED);
        header("recent-apps", "x-app-version", "3.8.17", FALSE);
        header("recent-apps", "x-app-version", "latest", ERROR);
        header("recent-apps", "x-other", "3.10.2", ERROR);

        header("iberia", "cf-ipcountry", "PT", GRANTED);
        header("iberia", "cf-ipcountry", "FR", FALSE);
        header("iberia", "x-other", "PT", ERROR);

        tell("pilot-users", TestInput.builder(), GRANTED);
        tell("pilot-users", TestInput.builder().caller(Caller.basic("anna")), FALSE);
        email("anna@example.com", true, GRANTED);
        email("anna@example.org", true, GRANTED);
        email("anna@example.com", false, FALSE);
        email("anna@example.com.evil.net", true, FALSE);
        email("evil@evil.net\nanna@example.org", true, FALSE);
        email("anna@examplexcom", true, FALSE);
        claims("our-domains", Map.of("email", "anna@example.com"), ERROR);

        tell("not-blocked", TestInput.builder(), GRANTED);
        tell("not-blocked", TestInput.builder().caller(Caller.basic("eve")), FALSE);
        address("198.51.100.7", FALSE);
        address("198.51.100.70", GRANTED);
        address("203.0.113.200", FALSE);

        tell("closed", TestInput.builder(), FALSE);
        at("closed-for-maintenance", "2026-12-01T21:59:59Z", GRANTED);
        at("closed-for-maintenance", "2026-12-01T22:00:00Z", FALSE);
        at("closed-for-maintenance", "2026-12-02T02:00:00Z", GRANTED);

        assertThat(tried).isEqualTo(policies.names());
    }

    private void at(String policy, String now, Decision expected) {
        tell(policy, TestInput.builder().now(Instant.parse(now)), expected);
    }

    private void claims(String policy, Map<String, Object> claims, Decision expected) {
        tell(policy, TestInput.builder().claims(claims), expected);
    }

    private void email(String address, boolean verified, Decision expected) {
        claims("our-domains", Map.of("email", address, "email_verified", verified), expected);
    }

    private void header(String policy, String name, String value, Decision expected) {
        tell(policy, TestInput.builder().request(new ClientRequest("192.0.2.1", null, Map.of(name, value))), expected);
    }

    private void address(String address, Decision expected) {
        tell("not-blocked", TestInput.builder().request(new ClientRequest(address, null, Map.of())), expected);
    }

    private void tell(String policy, TestInput input, Decision expected) {
        tried.add(policy);
        assertThat(TestRule.decide(policies, policy, input)).as(policy).isEqualTo(expected);
    }

    private static Policies documented() {
        List<String> settings = new ArrayList<>();
        YAML.matcher(read()).results().flatMap(block -> rules(block.group(1))).forEach(settings::add);
        return PoliciesReader.read(
                TestSettings.of(settings.toArray(String[]::new)), Map.of(), new PolicyResources(System::nanoTime));
    }

    private static Stream<String> rules(String yaml) {
        try {
            PropertySource<?> source = new YamlPropertySourceLoader()
                    .load("block", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                    .getFirst();
            return Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames())
                    .filter(name -> name.startsWith(RULE) && name.endsWith(".rule"))
                    .map(name -> name + "=" + source.getProperty(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
