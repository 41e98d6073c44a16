package dev.tokenvending.policy;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a remote service has answered: {@code {"result": true}}, or an object with {@code allow} and, if it likes,
 * {@code reason} and {@code scope}. Only {@code true} grants.
 */
final class RemoteAnswer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Decision REFUSED = Decision.refused("remote_refused");
    /** Open Policy Agent leaves out what its rules do not define. */
    private static final Decision UNDEFINED = Decision.refused("remote_undefined");

    private static final Decision MALFORMED = Decision.refused("remote_malformed");

    private RemoteAnswer() {}

    static Decision read(String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            return answer.isObject() ? decision(answer.path("result")) : MALFORMED;
        } catch (JacksonException e) {
            return MALFORMED;
        }
    }

    private static Decision decision(JsonNode result) {
        return switch (result.getNodeType()) {
            case MISSING -> UNDEFINED;
            case BOOLEAN -> result.booleanValue() ? Decision.granted() : REFUSED;
            case OBJECT -> detailed(result);
            default -> MALFORMED;
        };
    }

    private static Decision detailed(JsonNode result) {
        JsonNode allow = result.path("allow");
        return switch (allow.getNodeType()) {
            case MISSING -> UNDEFINED;
            case BOOLEAN -> allow.booleanValue() ? granted(result.path("scope")) : refused(result.path("reason"));
            default -> MALFORMED;
        };
    }

    /** The service's own reason, if it is one that may stand in the audit log. */
    private static Decision refused(JsonNode reason) {
        return reason.isString() && Decision.Reason.isCode(reason.stringValue())
                ? Decision.refused(reason.stringValue())
                : REFUSED;
    }

    private static Decision granted(JsonNode scope) {
        if (scope.isMissingNode()) {
            return Decision.granted();
        }
        @Nullable List<String> texts = texts(scope);
        return texts == null
                ? MALFORMED
                : Scope.parse(texts).map(Decision::narrowed).orElse(MALFORMED);
    }

    private static @Nullable List<String> texts(JsonNode scope) {
        if (scope.isString()) {
            return List.of(scope.stringValue());
        }
        if (!scope.isArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : scope) {
            if (!element.isString()) {
                return null;
            }
            texts.add(element.stringValue());
        }
        return texts;
    }
}
