package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tokenvending.core.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** {@code openapi.yaml} holds together, and an answer that is not as it says is caught. */
class OpenApiTests {

    private static final String PROBLEM = "application/problem+json";

    private static final String GOOD = """
        HTTP/1.1 200\s
        Cache-Control: no-store
        X-Request-Id: abc
        Content-Type: application/json
        Content-Length: 7\
        """;
    private static final String TOKEN = """
        {"identity":"anna","token":"e.y.J","token_type":"Bearer","expires_in":599,"scope":"a b"}\
        """;
    private static final String BACK = """
        HTTP/1.1 302\s
        Cache-Control: no-store
        X-Request-Id: abc
        Referrer-Policy: no-referrer
        Location: https://app.example.com/in?error=access_denied
        Content-Length: 0\
        """;
    private static final String DONE = """
        HTTP/1.1 204\s
        Cache-Control: no-store
        X-Request-Id: abc\
        """;
    private static final String REFUSED = """
        HTTP/1.1 403\s
        Cache-Control: no-store
        X-Request-Id: abc
        Content-Type: application/problem+json\
        """;
    private static final String DENIED = """
        {"type":"about:blank","title":"Forbidden","status":403,"detail":"No.","code":"denied","request_id":"abc"}\
        """;

    /** The schema is the OpenAPI Initiative's, of 2026-08-03, under the licence beside it. */
    @Test
    void documentWhenCheckedByItsOwnSchemaThenGood() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/openapi/3.1.schema.json"))) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
            assertThat(schema.validate(OpenApi.DOCUMENT)).isEmpty();
        }
    }

    @Test
    void schemasWhenCheckedByTheirOwnSchemaThenGood() {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema("{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}");
        List<JsonNode> schemas = new ArrayList<>();
        OpenApi.DOCUMENT.path("components").path("schemas").forEach(schemas::add);
        each("schema", OpenApi.DOCUMENT, (_, found) -> schemas.add(found));
        assertThat(schemas)
                .hasSizeGreaterThan(50)
                .allSatisfy(found -> assertThat(schema.validate(found)).isEmpty());
    }

    @Test
    void referencesWhenFollowedThenTheyLeadSomewhere() {
        each(
                "$ref",
                OpenApi.DOCUMENT,
                (_, reference) -> assertThat(OpenApi.DOCUMENT
                                .at(reference.stringValue().substring(1))
                                .isMissingNode())
                        .as(reference.stringValue())
                        .isFalse());
    }

    @Test
    void componentsWhenLookedForThenEachIsUsed() {
        String text = OpenApi.DOCUMENT.toString();
        OpenApi.DOCUMENT
                .path("components")
                .properties()
                .forEach(kind -> kind.getValue()
                        .propertyNames()
                        .forEach(name -> assertThat(text.contains("#/components/" + kind.getKey() + "/" + name + "\"")
                                        || text.contains("\"" + name + "\":[]"))
                                .as(kind.getKey() + "/" + name)
                                .isTrue()));
    }

    @Test
    void examplesWhenCheckedThenAsTheirSchemasSay() {
        List<JsonNode> examples = new ArrayList<>();
        each(
                "content",
                OpenApi.DOCUMENT,
                (_, content) -> content.forEach(type -> Stream.concat(
                                type.path("examples").valueStream().map(example -> example.path("value")),
                                Stream.of(type.path("example")).filter(example -> !example.isMissingNode()))
                        .forEach(example -> {
                            examples.add(example);
                            assertThat(OpenApi.errors(type.path("schema"), example))
                                    .as(example.toString())
                                    .isEmpty();
                        })));
        assertThat(examples).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void examplesWhenSomethingCanGoWrongThenThereIsOneAsItIsSent(ErrorCode code) {
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.path("code").stringValue()).isEqualTo(code.wireName());
            assertThat(problem.path("status").intValue()).isEqualTo(code.status());
            assertThat(problem.path("detail").stringValue()).isEqualTo(code.detail());
            assertThat(problem.path("title").stringValue())
                    .isEqualTo(HttpStatus.valueOf(code.status()).getReasonPhrase());
        });
    }

    @Test
    void codesWhenListedThenThoseThereAre() {
        List<String> codes =
                Stream.of(ErrorCode.values()).map(ErrorCode::wireName).toList();
        assertThat(OpenApi.DOCUMENT
                        .at("/components/schemas/ErrorCode/enum")
                        .valueStream()
                        .map(JsonNode::stringValue))
                .containsExactlyElementsOf(codes);
        assertThat(problems())
                .extracting(problem -> problem.path("code").stringValue())
                .allMatch(codes::contains);
    }

    /** An example under a status it is never sent with would mislead. */
    @Test
    void examplesWhenUnderAStatusThenOfIt() {
        each(
                "responses",
                OpenApi.DOCUMENT.path("paths"),
                (_, responses) -> responses
                        .properties()
                        .forEach(response -> OpenApi.resolved(response.getValue())
                                .path("content")
                                .path(PROBLEM)
                                .path("examples")
                                .forEach(example -> assertThat(example.path("value")
                                                .path("status")
                                                .asString())
                                        .isEqualTo(response.getKey()))));
    }

    @Test
    void checkWhenAnswerIsAsItSaysThenNothing() {
        assertThatCode(() -> {
                    OpenApi.check("GET /token?x=y HTTP/1.1", new RawAnswer(GOOD, TOKEN));
                    OpenApi.check("GET /token/ios/ HTTP/1.1", new RawAnswer(REFUSED, DENIED));
                    OpenApi.check("POST /token/ios/authorization HTTP/1.1", new RawAnswer(REFUSED, DENIED));
                    OpenApi.check("DELETE /token/ios/authorization/ HTTP/1.1", new RawAnswer(DONE, ""));
                    OpenApi.check("GET /authorization/callback?state=x HTTP/1.1", new RawAnswer(BACK, ""));
                    OpenApi.check("GET /elsewhere HTTP/1.1", new RawAnswer("HTTP/1.1 299", ""));
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /token, 200, 202, 'status 202 is not among those of getToken'",
        "GET /token/ios/deeper, 200, 200, 'status 200 is not among those of getTokenOfApp'",
        "POST /token, 200, 200, 'status 200 is not among those of postToken'",
        "POST /token/ios/authorization, 200, 200, 'status 200 is not among those of postAuthorization'",
        "GET /token/ios/authorization, 200, 200, 'status 200 is not among those of elsewhere'",
        "POST /token/ios/authorization/x, 200, 200, 'status 200 is not among those of postTokenOfApp'",
        "GET /authorization/callback, 200, 200, 'status 200 is not among those of getCallback'",
        "HEAD /authorization/callback, 200, 302, 'status 302 is not among those of headCallback'",
        "GET /authorization, 200, 200, 'status 200 is not among those of elsewhere'",
        "HEAD /token, 200, 200, 'status 200 is not among those of headToken'",
        "PUT /token, 200, 200, 'status 200 is not among those of elsewhere'",
        "GET /actuator/none, 200, 200, 'status 200 is not among those of elsewhere'",
        "GET /token, Cache-Control, Pragma, 'the header Cache-Control is missing'",
        "GET /token, no-store, no-cache, 'header Cache-Control'",
        "GET /token, X-Request-Id: abc, X-Request-Id: a b, 'header X-Request-Id'",
        "GET /token, Content-Length: 7, Server: Tomcat, 'the header Server is none it may have'",
        "GET /token, application/json, text/html, 'content type ''text/html'' is not among'",
    })
    void checkWhenTheHeadLiesThenTold(String request, String truth, String lie, String told) {
        assertWrong(request, new RawAnswer(GOOD.replace(truth, lie), TOKEN), told);
    }

    @ParameterizedTest
    @CsvSource({
        "no-referrer, origin, 'header Referrer-Policy'",
        "no-store, no-cache, 'header Cache-Control'",
        "access_denied, <script>, 'header Location'",
        "access_denied, access_denied&state=x, 'header Location'",
        "error=access_denied, code=short, 'header Location'",
        "https://, app://, 'header Location'",
        "Location, Refresh, 'the header Location is missing'",
    })
    void checkWhenTheWayBackLiesThenTold(String truth, String lie, String told) {
        assertWrong("GET /authorization/callback?state=x", new RawAnswer(BACK.replace(truth, lie), ""), told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"expires_in\":599 | \"expires_in\":\"599\" | expires_in",
                "\"expires_in\":599 | \"expires_in\":-1 | expires_in",
                "\"expires_in\":599 | \"expires\":599 | expires_in",
                "\"scope\":\"a b\" | \"scope\":\"a b\",\"more\":1 | more",
                "Bearer | bearer | token_type",
                "e.y.J | e y J | token",
                "} | | the body is no JSON",
            })
    void checkWhenTheTokenLiesThenTold(String truth, String lie, String told) {
        assertWrong("GET /token", new RawAnswer(GOOD, TOKEN.replace(truth, lie == null ? "" : lie)), told);
    }

    @ParameterizedTest
    @CsvSource({
        "denied, not_found, 'the code ''not_found'' is not among ['",
        "denied, no_such_code, code",
        "403, 404, 'the status in the body is 404'",
        "abc, abd, 'request_id is not X-Request-Id'",
        "about:blank, about:us, type",
    })
    void checkWhenTheProblemLiesThenTold(String truth, String lie, String told) {
        assertWrong("GET /token", new RawAnswer(REFUSED, DENIED.replace(truth, lie)), told);
    }

    private static void assertWrong(String request, RawAnswer answer, String told) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> OpenApi.check(request + " HTTP/1.1", answer))
                .withMessageStartingWith("Not as openapi.yaml says: ")
                .withMessageContaining(told);
    }

    private static List<JsonNode> problems() {
        List<JsonNode> problems = new ArrayList<>();
        each(
                "content",
                OpenApi.DOCUMENT,
                (_, content) ->
                        content.path(PROBLEM).path("examples").forEach(example -> problems.add(example.path("value"))));
        return problems;
    }

    /** Everything of that name, however deep. */
    private static void each(String name, JsonNode node, BiConsumer<String, JsonNode> use) {
        node.properties().forEach(property -> {
            if (property.getKey().equals(name)) {
                use.accept(name, property.getValue());
            }
            each(name, property.getValue(), use);
        });
        if (node.isArray()) {
            node.forEach(element -> each(name, element, use));
        }
    }
}
