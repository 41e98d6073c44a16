package dev.tokenvending;

import static org.assertj.core.api.Assertions.fail;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * {@code openapi.yaml}, and whether an answer is one of those it tells of. Stricter than a client would be: members and
 * headers that are not in it count as wrong.
 */
final class OpenApi {

    static final JsonNode DOCUMENT = document();

    private static final Pattern ROOM =
            Pattern.compile("/(?:token|authorization|actuator|appconnect|sandbox)(?:[/;].*)?");
    private static final Pattern REQUEST = Pattern.compile("(\\S+) (?:http://localhost)?([^? ]*)\\S* HTTP/1\\.1");

    /** What every HTTP server says. */
    private static final Set<String> OF_HTTP =
            Set.of("connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding");

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<JsonNode, Schema> COMPILED = new ConcurrentHashMap<>();

    private final String method;
    private final String path;
    private final RawAnswer answer;

    private OpenApi(String method, String path, RawAnswer answer) {
        this.method = method;
        this.path = path;
        this.answer = answer;
    }

    /** Fails unless the answer is as it says, or the request was for none of its routes. */
    static void check(String requestLine, RawAnswer answer) {
        Matcher request = REQUEST.matcher(requestLine);
        if (request.matches() && ROOM.matcher(request.group(2)).matches()) {
            new OpenApi(request.group(1), request.group(2), answer).check();
        }
    }

    private void check() {
        if (answer.headers("X-Request-Id").isEmpty() && answer.status() >= 400) {
            checkBody(DOCUMENT.path("x-refused-unread"), "what is refused unread");
            return;
        }
        JsonNode operation = operation();
        JsonNode responses = operation.isMissingNode() ? DOCUMENT.path("x-elsewhere") : operation.path("responses");
        String name = operation.isMissingNode()
                ? "elsewhere"
                : operation.path("operationId").stringValue();
        JsonNode response = responses.path(String.valueOf(answer.status()));
        if (response.isMissingNode() || isTokenAtNoDoor()) {
            wrong("status " + answer.status() + " is not among those of " + name);
        }
        AnswersSeen.note(name);
        checkHeaders(resolved(response));
        checkBody(response, name);
    }

    /** None of those that are left: what is below an app is no app. */
    private boolean isTokenAtNoDoor() {
        boolean elsewhere = operation().isMissingNode() && !(method.equals("OPTIONS") && path.startsWith("/actuator"));
        return answer.status() < 300 && (elsewhere || path.matches("/token/[^/]+/(?!authorization/?$).+"));
    }

    /** Missing when there is none. HEAD is served wherever GET is, unless it says otherwise. */
    private JsonNode operation() {
        JsonNode item = DOCUMENT.path("paths").path(template());
        JsonNode operation = item.path(method.toLowerCase(Locale.ROOT));
        return operation.isMissingNode() && method.equals("HEAD") ? item.path("get") : operation;
    }

    private String template() {
        if (path.startsWith("/token")) {
            return path.matches("/token/[^/]+/authorization/?")
                    ? "/token/{app}/authorization"
                    : path.matches("/token/?") ? "/token" : "/token/{app}";
        }
        if (path.matches("/sandbox/[^/]+\\.(?:css|js|svg)")) {
            return "/sandbox/{file}";
        }
        return path.matches("/actuator/metrics/[^/]+")
                ? "/actuator/metrics/{metric}"
                : path.equals("/sandbox") ? "/sandbox/" : path;
    }

    private void checkHeaders(JsonNode response) {
        Map<String, JsonNode> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        DOCUMENT.path("x-headers-of-any-answer").properties().forEach(it -> known.put(it.getKey(), it.getValue()));
        response.path("headers").properties().forEach(it -> known.put(it.getKey(), it.getValue()));
        known.replaceAll((_, header) -> resolved(header));
        known.forEach((name, header) -> {
            if (header.path("required").asBoolean(false) && answer.headers(name).isEmpty()) {
                wrong("the header " + name + " is missing");
            }
        });
        answer.head().lines().skip(1).map(line -> line.split(": ?", 2)).forEach(line -> {
            if (!known.containsKey(line[0]) && !OF_HTTP.contains(line[0].toLowerCase(Locale.ROOT))) {
                wrong("the header " + line[0] + " is none it may have");
            }
            if (known.containsKey(line[0])) {
                checkValue(known.get(line[0]).path("schema"), StringNode.valueOf(line[1].strip()), "header " + line[0]);
            }
        });
    }

    private void checkBody(JsonNode reference, String name) {
        JsonNode response = resolved(reference);
        JsonNode content = response.path("content");
        String type = answer.headers("Content-Type").stream()
                .findFirst()
                .map(it -> it.split(";", 2)[0])
                .orElse("");
        if (answer.body().isEmpty()
                && (method.equals("HEAD")
                        || content.isMissingNode()
                        || response.path("x-may-be-empty").asBoolean(false))) {
            AnswersSeen.note(reference, "");
            return;
        }
        if (!content.has(type)) {
            wrong("the content type '" + type + "' is not among those of " + name);
        }
        AnswersSeen.note(reference, type);
        if (type.endsWith("json")) {
            JsonNode json = json();
            checkValue(content.path(type).path("schema"), json, "body");
            checkProblem(type, content.path(type), json);
        } else {
            checkValue(content.path(type).path("schema"), StringNode.valueOf(answer.body()), "body");
        }
    }

    private JsonNode json() {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            return wrong("the body is no JSON");
        }
    }

    /** A problem's code is one of those there are examples of, and what it repeats is the same. */
    private void checkProblem(String type, JsonNode content, JsonNode problem) {
        if (!type.equals("application/problem+json")) {
            return;
        }
        Set<String> codes = Stream.concat(
                        content.path("examples").valueStream().map(example -> example.path("value")),
                        Stream.of(content.path("example")))
                .flatMap(example -> example.path("code").asStringOpt().stream())
                .collect(Collectors.toSet());
        if (!codes.contains(problem.path("code").asString(""))) {
            wrong("the code '" + problem.path("code").asString("") + "' is not among " + codes);
        }
        if (problem.path("status").intValue() != answer.status()) {
            wrong("the status in the body is " + problem.path("status"));
        }
        if (problem.has("request_id")
                && !problem.path("request_id").stringValue().equals(answer.header("X-Request-Id"))) {
            wrong("request_id is not X-Request-Id");
        }
    }

    private void checkValue(JsonNode schema, JsonNode value, String what) {
        List<Error> errors = errors(schema, value);
        if (!errors.isEmpty()) {
            wrong(what + ": " + errors);
        }
    }

    private JsonNode wrong(String what) {
        return fail(
                "Not as openapi.yaml says: %s%n%s %s answered%n%s%n%n%s",
                what, method, path, answer.head(), answer.body());
    }

    /** What is wrong with a value by a schema of the document. */
    static List<Error> errors(JsonNode schema, JsonNode value) {
        return COMPILED.computeIfAbsent(schema, OpenApi::compiled).validate(value);
    }

    private static Schema compiled(JsonNode schema) {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        all.set("$defs", DOCUMENT.path("components").path("schemas").deepCopy());
        all.set("allOf", JsonMapper.shared().createArrayNode().add(schema.deepCopy()));
        refuseOthers(all);
        String moved = all.toString().replace("#/components/schemas/", "#/$defs/");
        return SCHEMAS.getSchema(JsonMapper.shared().readTree(moved));
    }

    /** Objects have the properties that are listed, and no others. */
    private static void refuseOthers(JsonNode schema) {
        schema.forEach(OpenApi::refuseOthers);
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").isString()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }

    /** What is meant by a reference within the document, or the node itself. */
    static JsonNode resolved(JsonNode node) {
        return Optional.ofNullable(node.path("$ref").stringValue(null))
                .map(reference -> DOCUMENT.at(reference.substring(1)))
                .orElse(node);
    }

    private static JsonNode document() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("/openapi.yaml"))) {
            return JsonMapper.shared().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
