package dev.tokenvending.ops;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.AuditLines;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TokenPolicy;
import dev.tokenvending.talkdesk.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** What operators are told about requests nobody has made, over the wire. */
@WholeApp
@Import(ExplainTests.Rules.class)
@TestPropertySource(
        properties = {
            "token-vending.apps.open.platform=ios",
            "token-vending.apps.strict.policies=granting,shadowed,refusing,crm,failing,limiting",
            "token-vending.apps.strict.callers=issuer",
            "token-vending.apps.narrow.policies=granting,narrowing",
            "token-vending.apps.limited.policies=limiting",
            "token-vending.apps.customers-only.policies=shadowed,crm",
            "token-vending.policies.shadowed.mode=shadow",
        })
@ExtendWith(OutputCaptureExtension.class)
class ExplainTests {

    private static final RawServer CRM = crm();

    private final int port;
    private final Rules rules;

    ExplainTests(@Value("${local.server.port}") int port, @Autowired Rules rules) {
        this.port = port;
        this.rules = rules;
    }

    @DynamicPropertySource
    static void remotePolicy(DynamicPropertyRegistry properties) {
        properties.add("token-vending.policies.crm.remote.url", CRM::tokenUrl);
        properties.add("token-vending.policies.crm.remote.timeout", () -> "5s");
    }

    @Test
    void explainWhenPoliciesRefuseThenEachSaysWhatAndWhyAndTalkdeskIsNotCalled() {
        int before = CRM.requests.size();
        assertExplained("""
            {"app":"strict","caller":{"kind":"issuer","issuer":"customers","id":"u1"}}
            """, """
            {"app":"strict","decision":"refused","reason":"because","policies":[
              {"policy":"granting","mode":"enforce","decision":"granted"},
              {"policy":"shadowed","mode":"shadow","decision":"refused","reason":"in_the_shadow"},
              {"policy":"refusing","mode":"enforce","decision":"refused","reason":"because"},
              {"policy":"crm","mode":"enforce","decision":"refused","reason":"unknown_customer"},
              {"policy":"failing","mode":"enforce","decision":"refused","reason":"policy_failed"},
              {"policy":"limiting","mode":"enforce","decision":"limited","reason":"too_many"}]}
            """);
        assertThat(CRM.requests).hasSize(before + 1);
        assertThat(Talkdesk.calls()).isZero();
    }

    @Test
    void explainWhenCallerIsNotOfTheAppThenThatIsTheReasonAndPoliciesAreAskedAllTheSame() {
        RawAnswer answer = explain("{\"app\":\"strict\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"}}");
        assertThat(answer.json().path("decision").stringValue()).isEqualTo("refused");
        assertThat(answer.json().path("reason").stringValue()).isEqualTo("caller_not_of_app");
        assertThat(answer.json().path("policies").size()).isEqualTo(6);
    }

    @Test
    void explainWhenGrantedThenScopeOfTheApp() {
        assertExplained(
                "{\"app\":\"open\",\"caller\":{\"kind\":\"api-key\",\"id\":\"ios-app\"}}",
                "{\"app\":\"open\",\"decision\":\"granted\",\"scope\":\"visual-sessions:execute\",\"policies\":[]}");
    }

    @Test
    void explainWhenNarrowedThenWhatIsLeft() {
        assertExplained("{\"app\":\"narrow\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"}}", """
            {"app":"narrow","decision":"narrowed","scope":"visual-sessions:execute","policies":[
              {"policy":"granting","mode":"enforce","decision":"granted"},
              {"policy":"narrowing","mode":"enforce","decision":"narrowed","scope":"visual-sessions:execute"}]}
            """);
    }

    @Test
    void explainWhenLimitedThenSo() {
        RawAnswer answer = explain("{\"app\":\"limited\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"}}");
        assertThat(answer.json().path("decision").stringValue()).isEqualTo("limited");
        assertThat(answer.json().path("reason").stringValue()).isEqualTo("too_many");
        assertThat(answer.json().has("scope")).isFalse();
    }

    @Test
    void explainWhenEverythingIsDescribedThenPoliciesSeeThat() {
        explain("""
            {"app":"narrow","now":"2026-11-23T13:00:00+01:00",
             "caller":{"kind":"issuer","issuer":"customers","id":"u1",
               "claims":{"tier":"gold","age":7,"list":["a",{"b":true}],"none":null}},
             "request":{"address":"2001:db8::1","userAgent":"Example/1.0","headers":{"X-App-Version":"3.2"}}}
            """);
        PolicyInput seen = rules.seen();
        assertThat(seen.app().id()).hasToString("narrow");
        assertThat(seen.caller().kind().wireName()).isEqualTo("issuer");
        assertThat(seen.caller().issuer()).isEqualTo("customers");
        assertThat(seen.caller().id()).isEqualTo("u1");
        assertThat(seen.caller().claims().values())
                .hasToString("{tier=gold, age=7, list=[a, {b=true}]}")
                .containsEntry("age", 7L);
        assertThat(seen.request().address()).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(seen.request().userAgent()).isEqualTo("Example/1.0");
        assertThat(seen.request().headers()).hasToString("{x-app-version=3.2}");
        assertThat(seen.now()).isEqualTo("2026-11-23T12:00:00Z");
    }

    @Test
    void explainWhenARealRequestIsDescribedThenDecidedAlike() {
        RawAnswer real = Wire.get("/token/narrow").asCaller().to(port);
        assertThat(real.status()).isEqualTo(200);
        PolicyInput seen = rules.seen();
        explain("{\"app\":\"narrow\",\"caller\":{\"kind\":\"basic\",\"id\":\"app-user\"}}");
        assertThat(rules.seen().caller()).isEqualTo(seen.caller());
        assertThat(rules.seen().app()).isEqualTo(seen.app());
    }

    @Test
    void requestWhenARemotePolicyRefusesThenDeniedAndOnlyTheAuditSaysWhy() {
        try (AuditLines audit = AuditLines.open()) {
            RawAnswer real =
                    Wire.get("/token/customers-only").named("remote").asCaller().to(port);
            assertProblem(real, "denied");
            assertThat(Talkdesk.calls()).isZero();
            assertThat(audit.about("remote").path("reason").stringValue()).isEqualTo("unknown_customer");
            RawAnswer explained =
                    explain("{\"app\":\"customers-only\",\"caller\":{\"kind\":\"basic\",\"id\":\"app-user\"}}");
            assertThat(audit.about("remote").path("policies"))
                    .isEqualTo(explained.json().path("policies"));
            assertThat(audit.all())
                    .filteredOn(line -> line.contains("\"event\":\"token_request\""))
                    .hasSize(1);
        }
    }

    @Test
    void explainWhenLoggedThenWithoutWhatWasDescribed(CapturedOutput output) {
        explain("""
            {"app":"narrow","caller":{"kind":"issuer","issuer":"c4nary-issuer","id":"c4nary-id",
              "claims":{"c4nary":"c4nary-claim"}},"request":{"userAgent":"c4nary-agent"}}
            """);
        assertThat(output)
                .contains("operator had it explained: for a caller of kind issuer and app narrow, narrowed")
                .doesNotContain("c4nary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | The body must be a JSON object, with each field once.",
                "not json | The body must be a JSON object, with each field once.",
                "[] | The body must be a JSON object, with each field once.",
                "null | The body must be a JSON object, with each field once.",
                "{} {} | The body must be a JSON object, with each field once.",
                "{\"app\":\"open\",\"app\":\"strict\"} | The body must be a JSON object, with each field once.",
                "{\"app\":\"open\"} | caller must be an object.",
                "{\"app\":\"open\",\"caller\":\"u1\"} | caller must be an object.",
                "{\"app\":\"open\",\"caller\":{}} | caller.kind is missing.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"token\",\"id\":\"u1\"}}"
                        + " | caller.kind must be basic, api-key or issuer.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\"}} | caller.id is missing.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\" \"}} | caller.id is missing.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":7}} | caller.id must be a string.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"issuer\",\"id\":\"u1\"}} | caller.issuer is missing.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\",\"issuer\":\"customers\"}}"
                        + " | caller.issuer and caller.claims are for the kind issuer alone.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\",\"claims\":{\"a\":1}}}"
                        + " | caller.issuer and caller.claims are for the kind issuer alone.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\",\"claims\":[]}}"
                        + " | caller.claims must be an object.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\",\"name\":\"c4nary\"}}"
                        + " | caller has a field that is not known; known are claims, id, issuer, kind.",
                "{\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"}} | app is missing.",
                "{\"app\":\"none\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"}} | app names no app of this service.",
                "{\"app\":\"A/b\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"}} | app names no app of this service.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"},\"now\":\"noon\"}"
                        + " | now must be a time like 2026-11-23T12:00:00Z.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"},\"now\":1795435200}"
                        + " | now must be a string.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"},\"request\":{\"address\":\"c4nary\"}}"
                        + " | request.address must be an IP address.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"},\"request\":{\"headers\":{\"a\":1}}}"
                        + " | request.headers.a must be a string.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"},\"request\":{\"user-agent\":\"x\"}}"
                        + " | request has a field that is not known; known are address, headers, userAgent.",
                "{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"},\"mint\":true}"
                        + " | The body has a field that is not known; known are app, caller, now, request.",
            })
    void explainWhenTheDescriptionIsWrongThenSaysWhat(String body, String detail) {
        RawAnswer answer = explain(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("code").stringValue()).isEqualTo("invalid_request");
        assertThat(answer.json().path("detail").stringValue()).isEqualTo(detail);
        assertThat(answer.body()).doesNotContain("c4nary");
    }

    @Test
    void explainWhenTheBodyIsHugeThenRefused() {
        String body = "{\"app\":\"" + "x".repeat(1024 * 1024) + "\"}";
        assertThat(explain(body).json().path("code").stringValue()).isEqualTo("too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/x-www-form-urlencoded", "nonsense"})
    void explainWhenContentTypeIsAnythingThenTheBodyIsReadAllTheSame(String type) {
        RawAnswer answer = asOperator("POST")
                .with("Content-Type", type)
                .sending("{\"app\":\"open\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"}}")
                .to(port);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void explainWhenNotAnOperatorThenUnauthenticatedAndNobodyIsAsked() {
        rules.forget();
        String body = "{\"app\":\"narrow\",\"caller\":{\"kind\":\"basic\",\"id\":\"u1\"}}";
        Wire post = Wire.post("/actuator/explain");
        for (Wire request : new Wire[] {post, post.asCaller(), post.as(WholeApp.OPERATOR, "wrong")}) {
            RawAnswer answer = request.sending(body).to(port);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=\"operations\"");
        }
        assertThat(rules.asked).hasValue(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH"})
    void explainWhenMethodIsAnotherThenRefused(String method) {
        assertThat(asOperator(method).to(port).status()).isEqualTo(405);
    }

    private void assertExplained(String body, String explanation) {
        RawAnswer answer = explain(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json()).isEqualTo(JsonMapper.shared().readTree(explanation));
    }

    private RawAnswer explain(String body) {
        return asOperator("POST")
                .with("Content-Type", "application/json")
                .sending(body)
                .to(port);
    }

    private static Wire asOperator(String method) {
        return Wire.of(method, "/actuator/explain").as(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD);
    }

    private static RawServer crm() {
        try {
            return RawServer.saying(
                    RawServer.http(200, "{\"result\":{\"allow\":false,\"reason\":\"unknown_customer\"}}"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rules in code, and what the first of them was asked last. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Rules {

        private final AtomicReference<@Nullable PolicyInput> asked = new AtomicReference<>();

        PolicyInput seen() {
            return Objects.requireNonNull(asked.get());
        }

        void forget() {
            asked.set(null);
        }

        @Bean
        TokenPolicy granting() {
            return input -> {
                asked.set(input);
                return Decision.granted();
            };
        }

        @Bean
        TokenPolicy shadowed() {
            return input -> Decision.refused("in_the_shadow");
        }

        @Bean
        TokenPolicy refusing() {
            return input -> Decision.refused("because");
        }

        @Bean
        TokenPolicy failing() {
            return input -> {
                throw new IllegalStateException("defect");
            };
        }

        @Bean
        TokenPolicy limiting() {
            return input -> Decision.limited("too_many", Duration.ofSeconds(7));
        }

        @Bean
        TokenPolicy narrowing() {
            return input -> Decision.narrowed(Scope.parse(Talkdesk.SCOPE).orElseThrow());
        }
    }
}
