package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CelRulesTests {

    @Test
    void readWhenANameIsMisspeltThenTheCaretShowsIt() {
        assertThat(TestRule.refusal("true &&\n  request.adress == '192.0.2.1'")).contains("""
              1. token-vending.policies.tested.rule is no rule:
                 2:3: undeclared reference to 'request'
                  |   request.adress == '192.0.2.1'
                  | ..^
                 There are: caller.id, caller.kind, caller.issuer, caller.claims, app.id, app.platform,\
             app.bundleId, request.address, request.userAgent, request.headers, now
                 Example: '"voice" in caller.claims.entitlements'
            """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        caller.id =                                ~ 1:11: token recognition error
        caller.id == 3                             ~ 1:11: found no matching overload for '_==_'
        caller.id                                  ~ 1:7: expected type 'bool' but found 'string'
        caller.claims.allowed                      ~ may be anything, not only true or false
        has(caller.claims.a) ? caller.claims.a : false ~ may be anything, not only true or false
        caller.claims.in == 1                      ~ 1:15: no viable alternative
        now.getHours('Europe/Lisbom') >= 8         ~ 1:14: this can never be evaluated: Unknown time-zone ID
        has(caller.claims.a) && now.getDate('CET+9999') > 1 ~ 1:37: this can never be evaluated
        has(caller.claims.a) && now < timestamp('2026-02-30T00:00:00Z') ~ 1:40: this can never be evaluated
        has(caller.claims.a) && now - now < duration('1 hour') ~ 1:45: this can never be evaluated
        has(caller.claims.a) && int('x') == 1      ~ 1:28: this can never be evaluated
        has(caller.claims.a) && 1 / 0 == 1         ~ 1:27: this can never be evaluated
        has(caller.claims.a) && versionAtLeast(caller.claims.a, '3.x') ~ 1:57: this can never be evaluated: A version is
        has(caller.claims.a) && caller.id.matches('(a') ~ 1:43: the pattern is none that RE2 knows
        has(caller.claims.a) && matches(caller.id, '(?=a)') ~ 1:44: the pattern is none that RE2 knows
        caller.id.matches(caller.claims.pattern)   ~ 1:32: the pattern must be written out in the rule
        caller.id.matches('x{600}')                ~ 1:19: the pattern is too large
        caller.id.matches('((x{999}){999}){999}')  ~ 1:19: the pattern is too large
        request.headers['X-App-Version'] == '1'    ~ 1:17: names of headers are in lower case here
        'X-App-Version' in request.headers         ~ 1:1: names of headers are in lower case here
        now.getHours(request.userAgent) > 1        ~ cannot be evaluated for a sample request
        int(caller.id) > 1                         ~ cannot be evaluated for a sample request
        caller.id + 'x' == 'annax'                 ~ 1:11: found no matching overload for '_+_'
        caller.claims.a.map(x, x) == []            ~ 1:20: undeclared reference to 'map'
        google.protobuf.Struct{} == {}             ~ 1:23: undeclared reference
        """)
    void readWhenARuleIsNoneThenToldWhereAndWhy(String rule, String told) {
        assertThat(TestRule.refusal(rule)).contains("1. token-vending.policies.tested.rule ", told.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void readWhenARuleIsEmptyThenTold(String rule) {
        assertThat(TestRule.refusal(rule)).contains("token-vending.policies.tested");
    }

    @Test
    void readWhenARuleIsLongThenTold() {
        String longest = "caller.id != '" + "x".repeat(8192 - 15) + "'";
        assertThat(TestRule.refusal(longest)).isEmpty();
        assertThat(TestRule.refusal(longest + " ")).contains("is longer than 8192 characters.");
    }

    @Test
    void readWhenSeveralRulesAreWrongThenAllAreTold() {
        Settings settings = TestSettings.of(
                "token-vending.policies.one.rule=caller.idd == ''",
                "token-vending.policies.two.rule=1",
                "token-vending.policies.three.rule=true");
        assertThat(PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime))
                        .names())
                .containsExactly("three");
        assertThat(TestSettings.problems(settings)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caller.claims.tier == 'gold'",
                "request.headers['cf-ipcountry'] in ['PT', 'ES']",
                "caller.claims.roles.exists(r, r.name == 'admin' && r.level >= 3)",
                "'voice' in caller.claims.scope.split(' ')",
                "caller.claims.email.lowerAscii() == 'anna@example.com'",
                "// who\ncaller.id == 'anna' && // and when\nnow.getHours('+01:00') < 20",
            })
    void readWhenTheSampleLacksWhatTheRuleNamesThenTaken(String rule) {
        assertThat(TestRule.refusal(rule)).isEmpty();
    }

    @Test
    void readWhenAPatternMayMatchAPartThenWarnedOfIt(CapturedOutput output) {
        TestRule.read("caller.id.matches('^anna|bert$')");
        TestRule.read("caller.id.matches('^(?:carl|dora)$')");
        assertThat(output)
                .contains("WARN", "Policy tested: the pattern ^anna|bert$ may match a part")
                .doesNotContain("carl|dora");
    }
}
