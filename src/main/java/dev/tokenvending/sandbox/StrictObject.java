package dev.tokenvending.sandbox;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object, read strictly: whatever is not understood is refused by an {@link IllegalArgumentException}. */
final class StrictObject {

    static final int MAX_BYTES = FaultOrderReader.MAX_BYTES;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private StrictObject(JsonNode object) {
        this.object = object;
    }

    static StrictObject read(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node.isObject()) {
                return new StrictObject(node);
            }
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("The body is not one JSON object", malformed);
        }
        throw new IllegalArgumentException("The body is not one JSON object");
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    void requireOnly(Set<String> names) {
        if (!names.containsAll(object.propertyNames())) {
            throw new IllegalArgumentException("There is an unknown field");
        }
    }

    @Nullable
    String text(String name) {
        if (!has(name)) {
            return null;
        }
        if (!object.path(name).isString()) {
            throw new IllegalArgumentException(name + " is not a text");
        }
        return object.path(name).stringValue();
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    long whole(String name, long fallback) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode number = object.path(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is not a whole number in range");
        }
        return number.longValue();
    }
}
