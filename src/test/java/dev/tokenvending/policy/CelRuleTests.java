package dev.tokenvending.policy;

import static dev.tokenvending.policy.TestRule.ERROR;
import static dev.tokenvending.policy.TestRule.FALSE;
import static dev.tokenvending.policy.TestRule.GRANTED;
import static dev.tokenvending.policy.TestRule.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.TestInput;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CelRuleTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caller.id == 'anna'",
                "caller.kind == 'issuer'",
                "caller.issuer == 'customers'",
                "caller.claims == {}",
                "app.id == 'ios'",
                "app.platform == 'ios'",
                "app.bundleId == 'com.example.app'",
                "request.address == '192.0.2.1'",
                "request.userAgent == 'Example/1.0'",
                "request.headers == {}",
                "now == timestamp('2026-11-23T12:00:00Z')",
            })
    void decideWhenAVariableIsNamedThenItIsWhatTheRequestSays(String rule) {
        assertThat(decide(rule, TestInput.builder())).isEqualTo(GRANTED);
        assertThat(decide("!(" + rule + ")", TestInput.builder())).isEqualTo(FALSE);
    }

    @ParameterizedTest
    @CsvSource({"BASIC,basic", "API_KEY,api-key", "ISSUER,issuer"})
    void decideWhenKindsDifferThenTheyAreNamedAsInTheSettings(CallerKind kind, String name) {
        TestInput input = TestInput.builder().caller(new Caller(kind, "somebody", "anna"));
        assertThat(decide("caller.kind == '" + name + "'", input)).isEqualTo(GRANTED);
    }

    @Test
    void decideWhenThereIsNoUserAgentThenItIsEmpty() {
        TestInput input = TestInput.builder().request(new ClientRequest("192.0.2.1", null, Map.of()));
        assertThat(decide("request.userAgent == ''", input)).isEqualTo(GRANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caller.claims.tier == 'gold'",
                "caller.claims.allowed == true",
                "caller.claims['no.such'] > 1",
                "!(caller.claims.blocked == true)",
                "request.headers['x-app-version'] == '1'",
                "caller.claims.list[0] == 1",
                "caller.claims.exists(name, caller.claims.nowhere == name) || caller.claims.nowhere == 1"
            })
    void decideWhenAKeyIsMissingThenRefused(String rule) {
        assertThat(decide(rule, Map.of())).isEqualTo(ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caller.claims.text && true",
                "!caller.claims.text",
                "caller.claims.text > 1",
                "'a' in caller.claims.text",
                "caller.claims.number.startsWith('1')",
                "caller.claims.text.inner == 1",
                "caller.claims.list[7] == 'a'",
                "caller.claims.number.exists(x, true)",
                "int(caller.claims.text) == 1",
                "timestamp(caller.claims.text) < now",
                "now.getHours(caller.claims.text) > 1",
                "1 / (caller.claims.number - 7) == 1",
                "caller.claims.number * 9223372036854775807 > 1",
                "caller.claims.text ? true : false",
                "versionAtLeast(caller.claims.text, '1')"
            })
    void decideWhenAValueIsOfTheWrongTypeThenRefused(String rule) {
        Map<String, Object> claims = Map.of("text", "true", "number", 7L, "list", List.of("a"));
        assertThat(decide(rule, claims)).isEqualTo(ERROR);
    }

    @Test
    void decideWhenAClaimIsTheTextTrueThenItIsNotTrue() {
        assertThat(decide("caller.claims.allowed == true", Map.of("allowed", "true")))
                .isEqualTo(FALSE);
        assertThat(decide("caller.claims.allowed == true", Map.of("allowed", true)))
                .isEqualTo(GRANTED);
    }

    @Test
    void decideWhenAClaimIsNullThenItIsAbsent() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("tier", null);
        assertThat(decide("has(caller.claims.tier)", claims)).isEqualTo(FALSE);
        assertThat(decide("caller.claims.tier == null", claims)).isEqualTo(ERROR);
    }

    @Test
    void decideWhenNumbersAreOfAnyJavaTypeThenTheyCompare() {
        for (Number number : List.of(3, 3L, 3.0, 3.5f, (short) 3, BigInteger.valueOf(3))) {
            Map<String, Object> claims = Map.of("level", number);
            assertThat(decide("caller.claims.level >= 3", claims)).isEqualTo(GRANTED);
            assertThat(decide("caller.claims.level >= 2.5 && caller.claims.level < 4u", claims))
                    .isEqualTo(GRANTED);
            assertThat(decide("caller.claims.level > 3.5", claims)).isEqualTo(FALSE);
        }
        assertThat(decide("caller.claims.level == 3.0 && caller.claims.level in [3]", Map.of("level", 3)))
                .isEqualTo(GRANTED);
        assertThat(decide("caller.claims.level > 3", Map.of("level", BigInteger.TEN.pow(30))))
                .isEqualTo(GRANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "https://example.com/roles", "in", "&&", "caller.claims", "now", "'", "\\", ""})
    void decideWhenAClaimIsNamedOddlyThenItIsFoundByThatName(String name) {
        String literal = "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
        String rule = "%s in caller.claims && 'admin' in caller.claims[%s]".formatted(literal, literal);
        assertThat(decide(rule, Map.of(name, List.of("admin")))).isEqualTo(GRANTED);
        assertThat(decide(rule, Map.of(name + "x", List.of("admin")))).isEqualTo(FALSE);
    }

    @Test
    void decideWhenTimesAreNumbersOrTextsThenTheyCompareWithNow() {
        String rule = "now - timestamp(caller.claims.auth_time) < duration('1h')";
        long noon = TestInput.NOON.getEpochSecond();
        assertThat(decide(rule, Map.of("auth_time", noon - 3599))).isEqualTo(GRANTED);
        assertThat(decide(rule, Map.of("auth_time", noon - 3600))).isEqualTo(FALSE);
        assertThat(decide(rule, Map.of("auth_time", "2026-11-23T11:30:00Z"))).isEqualTo(GRANTED);
        assertThat(decide(rule, Map.of("auth_time", "yesterday"))).isEqualTo(ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59Z,0",
        "2026-03-29T01:00:00Z,2",
        "2026-10-25T00:59:59Z,1",
        "2026-10-25T01:00:00Z,1",
        "2026-10-25T02:00:00Z,2",
    })
    void decideWhenClocksChangeThenHoursFollowTheZone(Instant now, int hour) {
        assertThat(decide(
                        "now.getHours('Europe/Lisbon') == " + hour,
                        TestInput.builder().now(now)))
                .isEqualTo(GRANTED);
    }

    @Test
    void decideWhenAnotherPartSettlesItThenAMissingKeyDoesNotMatter() {
        assertThat(decide("caller.claims.nowhere == 1 || caller.id == 'anna'", Map.of()))
                .isEqualTo(GRANTED);
        assertThat(decide("caller.claims.nowhere == 1 && caller.id != 'anna'", Map.of()))
                .isEqualTo(FALSE);
    }

    @Test
    void decideWhenItFailsOftenThenSaidOnceAndWithoutAnyClaim(CapturedOutput output) {
        Policies policies =
                TestRule.read("int(caller.claims.c4nary) > 1 && 'x' in caller.claims[caller.claims.c4nary]");
        for (int i = 0; i < 3; i++) {
            TestInput input = TestInput.builder().claims(Map.of("c4nary", "s3cret" + i));
            assertThat(decide(policies, "tested", input)).isEqualTo(ERROR);
        }
        assertThat(output).doesNotContain("s3cret");
        assertThat(output.getAll().split("its rule could not be evaluated", -1)).hasSize(2);
    }
}
