package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTests {

    @Test
    void readWhenSetThenTakenInLowerCase() {
        Settings settings = TestSettings.of(
                "token-vending.request-headers=X-App-Version, X-Build", "token-vending.proxy-headers[0]=CF-IPCountry");
        assertThat(RequestHeaders.read(settings, Set.of("Authorization", "X-Id-Token")))
                .isEqualTo(new RequestHeaders(Set.of("x-app-version", "x-build"), Set.of("cf-ipcountry")));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenNothingIsSetThenNone() {
        assertThat(RequestHeaders.read(TestSettings.of(), Set.of())).isEqualTo(new RequestHeaders(Set.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X App", "X-App:", "a/b", "(x)", "é", "\"x\"", "{x}", "x\u0000", "x;y"})
    void readWhenNameIsNoneThenProblem(String name) {
        assertProblems("token-vending.proxy-headers[0]", name, "is no name of a header.");
    }

    @Test
    void readWhenNameIsEmptyOrLongThenProblem() {
        assertProblems("token-vending.request-headers[0]", "x".repeat(65), "is no name of a header.");
        assertProblems("token-vending.request-headers[0]", " ", "is no name of a header.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "AUTHORIZATION",
                "X-Api-Key",
                "Cookie",
                "Proxy-Authorization",
                "X-Firebase-AppCheck"
            })
    void readWhenHeaderHoldsACredentialThenProblem(String name) {
        assertProblems(
                "token-vending.request-headers[0]", name, "holds a credential, which is not for policies to see.");
    }

    @Test
    void readWhenTwiceThenProblem() {
        Settings settings = TestSettings.of("token-vending.request-headers=X-App, x-app");
        RequestHeaders.read(settings, Set.of("Authorization", "X-Id-Token"));
        assertThat(TestSettings.problems(settings)).containsExactly("token-vending.request-headers[1] is there twice.");
    }

    @Test
    void readWhenAnybodyMaySendAProxysHeaderThenProblem() {
        Settings settings = TestSettings.of(
                "token-vending.request-headers=cf-ipcountry", "token-vending.proxy-headers=CF-IPCountry");
        RequestHeaders.read(settings, Set.of("Authorization", "X-Id-Token"));
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.proxy-headers names a header of token-vending.request-headers, which"
                        + " anybody may send.");
    }

    @Test
    void readWhenThereAreManyThenProblem() {
        assertThat(problemsOf(20)).isEmpty();
        assertThat(problemsOf(21)).isEqualTo("token-vending.request-headers has more than 20 entries.");
    }

    private static String problemsOf(int count) {
        Settings settings = TestSettings.of("token-vending.request-headers="
                + IntStream.range(0, count).mapToObj(i -> "X-" + i).collect(Collectors.joining(",")));
        RequestHeaders.read(settings, Set.of("Authorization", "X-Id-Token"));
        return String.join("\n", TestSettings.problems(settings));
    }

    private static void assertProblems(String property, String name, String problem) {
        Settings settings = TestSettings.of(property + "=" + name);
        RequestHeaders.read(settings, Set.of("Authorization", "X-Id-Token"));
        assertThat(TestSettings.problems(settings)).containsExactly(property + " " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"request-headers", "proxy-headers"})
    void readWhenHeaderHoldsAnIssuersTokensThenProblem(String list) {
        Settings settings = TestSettings.of("token-vending." + list + "=x-id-token");
        RequestHeaders.read(settings, Set.of("Authorization", "X-Id-Token"));
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending." + list
                        + " names the header of an issuer's tokens, which are not for policies to see.");
    }
}
