package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.TestClock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class TokenDeskTests {

    private final TestClock clock = new TestClock();
    private final Instant now = clock.instant();
    private final TestClient client = TestClient.usual();
    private final TokenDesk desk = new TokenDesk(
            client.known(), new AssertionCheck(client.known(), new SeenAssertions(clock)), new SignIns(clock));

    @Test
    void ruleWhenRequestIsGoodThenGrantsWhatIsAsked() {
        assertThat(rule(client.form(now))).isEqualTo(granted(TestClient.SCOPE));
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type, , invalid_request, 400",
        "grant_type, '', invalid_request, 400",
        "grant_type, password, unsupported_grant_type, 400",
        "client_assertion_type, , invalid_client, 401",
        "client_assertion_type, jwt-bearer, invalid_client, 401",
        "client_id, someone-else, invalid_client, 401",
        "client_assertion, , invalid_client, 401",
        "client_assertion, eyJ.eyJ.x, invalid_client, 401",
        "scope, unknown:scope, invalid_scope, 400",
        "scope, visual-sessions:execute unknown:scope, invalid_scope, 400",
        "scope, visual-sessions:execute  other:read, invalid_scope, 400"
    })
    void ruleWhenParameterIsWrongOrMissingThenRefused(String name, @Nullable String value, String error, int status) {
        Map<String, String> form = client.form(now);
        set(form, name, value);
        assertThat(rule(form)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(error);
            assertThat(refused.status()).isEqualTo(status);
        });
    }

    @ParameterizedTest
    @NullAndEmptySource
    void ruleWhenNoClientIdThenGranted(@Nullable String value) {
        Map<String, String> form = client.form(now);
        set(form, "client_id", value);
        assertThat(rule(form)).isInstanceOf(Granted.class);
    }

    @Test
    void ruleWhenNoScopeThenGrantsEveryScopeOfTheClient() {
        Map<String, String> form = client.form(now);
        set(form, "scope", null);
        assertThat(rule(form)).isEqualTo(granted(TestClient.SCOPE, "other:read"));
    }

    @Test
    void ruleWhenScopeIsNamedTwiceThenGrantedOnce() {
        Map<String, String> form = client.form(now);
        set(form, "scope", "other:read other:read");
        assertThat(rule(form)).isEqualTo(granted("other:read"));
    }

    @Test
    void tokenWhenAssertionIsReplayedThenInvalidClient() {
        Map<String, String> form = client.form(now);
        assertThat(rule(form)).isInstanceOf(Granted.class);
        assertThat(rule(form)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo("invalid_client");
            assertThat(refused.description()).contains("jti");
        });
    }

    @Test
    void ruleWhenReadingIsRefusedThenThatRefusal() {
        var refused = Refused.invalidRequest("reason");
        assertThat(desk.rule(refused, now)).isSameAs(refused);
    }

    private Ruling rule(Map<String, String> form) {
        return desk.rule(new TokenForm(form), now);
    }

    private static Granted granted(String... scopes) {
        return new Granted(new LinkedHashSet<>(List.of(scopes)));
    }

    private static void set(Map<String, String> form, String name, @Nullable String value) {
        if (value == null) {
            form.remove(name);
        } else {
            form.put(name, value);
        }
    }
}
