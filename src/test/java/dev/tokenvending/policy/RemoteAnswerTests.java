package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAnswerTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"result\": true}",
                "{\"result\":true,\"decision_id\":\"4ca636c1\",\"metrics\":{}}",
                "{\"result\":{\"allow\":true}}",
                "{\"result\":{\"allow\":true,\"reason\":\"because\",\"more\":[1]}}",
            })
    void readWhenAllowedThenGranted(String body) {
        assertThat(RemoteAnswer.read(body)).isEqualTo(Decision.granted());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"result\":false} | remote_refused",
                "{\"result\":{\"allow\":false}} | remote_refused",
                "{\"result\":{\"allow\":false,\"reason\":\"account_closed\"}} | account_closed",
                "{\"result\":{\"allow\":false,\"reason\":\"not a code\"}} | remote_refused",
                "{\"result\":{\"allow\":false,\"reason\":\"\"}} | remote_refused",
                "{\"result\":{\"allow\":false,\"reason\":\"a\\nb\"}} | remote_refused",
                "{\"result\":{\"allow\":false,\"reason\":[\"a\"]}} | remote_refused",
                "{\"result\":{\"allow\":false,\"scope\":\"a\"}} | remote_refused",
                "{} | remote_undefined",
                "{\"Result\":true} | remote_undefined",
                "{\"allow\":true} | remote_undefined",
                "{\"result\":{}} | remote_undefined",
                "{\"result\":{\"reason\":\"ok\"}} | remote_undefined",
                "{\"result\":{\"Allow\":true}} | remote_undefined",
            })
    void readWhenNotAllowedThenRefusedWithItsReason(String body, String reason) {
        assertThat(RemoteAnswer.read(body)).isEqualTo(Decision.refused(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "true",
                "null",
                "[]",
                "[{\"result\":true}]",
                "result: true",
                "{\"result\":true",
                "{\"result\":true}}",
                "{\"result\":true} {\"result\":true}",
                "{\"result\":true,\"result\":true}",
                "{\"result\":false,\"result\":true}",
                "{\"result\":{\"allow\":false,\"allow\":true}}",
                "{\"result\":null}",
                "{\"result\":\"true\"}",
                "{\"result\":1}",
                "{\"result\":[true]}",
                "{\"result\":{\"allow\":\"true\"}}",
                "{\"result\":{\"allow\":1}}",
                "{\"result\":{\"allow\":null}}",
                "{\"result\":{\"allow\":{\"allow\":true}}}",
                "{result:true}",
                "{'result':true}",
                "<html>{\"result\":true}</html>",
                "{\"result\":True}",
                "{\"result\":true,}",
                "{\"result\":true /* */}",
                "\uFEFF\uFEFF{\"result\":true}",
            })
    void readWhenMalformedThenRefused(String body) {
        assertThat(RemoteAnswer.read(body)).isEqualTo(Decision.refused("remote_malformed"));
    }

    @Test
    void readWhenDeeplyNestedThenRefused() {
        String deep = "[".repeat(20_000) + "]".repeat(20_000);
        assertThat(RemoteAnswer.read("{\"result\":" + deep + "}")).isEqualTo(Decision.refused("remote_malformed"));
    }

    @Test
    void readWhenAReasonIsLongerThanACodeThenNotTaken() {
        String answer = "{\"result\":{\"allow\":false,\"reason\":\"%s\"}}";
        assertThat(RemoteAnswer.read(answer.formatted("x".repeat(64)))).isEqualTo(Decision.refused("x".repeat(64)));
        assertThat(RemoteAnswer.read(answer.formatted("x".repeat(65)))).isEqualTo(Decision.refused("remote_refused"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a b\"", "[\"a\",\"b\"]", "[\"b a\"]"})
    void readWhenThereIsAScopeThenNarrowed(String scope) {
        assertThat(RemoteAnswer.read("{\"result\":{\"allow\":true,\"scope\":" + scope + "}}"))
                .isEqualTo(Decision.narrowed(Scope.parse("a b").orElseThrow()));
    }

    /** An empty scope is not the whole one. */
    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "[]", "[\"\"]", "null", "1", "[1]", "[\"a\",null]", "{}", "\"a\\\"\"", "[[\"a\"]]"})
    void readWhenTheScopeIsNoneThenRefused(String scope) {
        assertThat(RemoteAnswer.read("{\"result\":{\"allow\":true,\"scope\":" + scope + "}}"))
                .isEqualTo(Decision.refused("remote_malformed"));
    }
}
