package dev.tokenvending.ops;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of a JSON object of which each must be known, and of its type. Null counts as absent. */
final class DescribedFields {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private final String path;
    private final JsonNode node;
    private final Set<String> known = new TreeSet<>();

    private DescribedFields(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    static DescribedFields parse(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node != null && node.isObject()) {
                return new DescribedFields("", node);
            }
        } catch (JacksonException e) {
            // Told below: its message quotes what was sent.
        }
        throw refusal("The body must be a JSON object, with each field once.");
    }

    static RefusedException refusal(String detail) {
        return new RefusedException(ErrorCode.INVALID_REQUEST, detail);
    }

    DescribedFields object(String name) {
        if (!field(name).isObject()) {
            throw refusal(path + name + " must be an object.");
        }
        return objectIfAny(name);
    }

    /** An object without fields when it is absent. */
    DescribedFields objectIfAny(String name) {
        JsonNode field = field(name);
        if (!field.isObject() && !isAbsent(field)) {
            throw refusal(path + name + " must be an object.");
        }
        return new DescribedFields(path + name + ".", field);
    }

    String required(String name) {
        @Nullable String text = text(name);
        if (text == null || text.isBlank()) {
            throw refusal(path + name + " is missing.");
        }
        return text;
    }

    @Nullable
    String text(String name) {
        JsonNode field = field(name);
        if (isAbsent(field)) {
            return null;
        }
        if (!field.isString()) {
            throw refusal(path + name + " must be a string.");
        }
        return field.stringValue();
    }

    Map<String, Object> values(String name) {
        DescribedFields fields = objectIfAny(name);
        return isAbsent(fields.node) ? Map.of() : JSON.convertValue(fields.node, new TypeReference<>() {});
    }

    Map<String, String> texts(String name) {
        DescribedFields fields = objectIfAny(name);
        Map<String, String> texts = new LinkedHashMap<>();
        fields.node.propertyNames().forEach(key -> texts.put(key, fields.required(key)));
        return texts;
    }

    /** To be called when all known fields have been asked for. */
    void refuseOthers() {
        if (!known.containsAll(Set.copyOf(node.propertyNames()))) {
            String where = path.isEmpty() ? "The body" : path.substring(0, path.length() - 1);
            throw refusal(where + " has a field that is not known; known are " + String.join(", ", known) + ".");
        }
    }

    private JsonNode field(String name) {
        known.add(name);
        return node.path(name);
    }

    private static boolean isAbsent(JsonNode field) {
        return field.isMissingNode() || field.isNull();
    }
}
