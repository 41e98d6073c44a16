package dev.tokenvending.talkdesk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON of a token answer, good unless told otherwise. */
final class TestAnswer {

    static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhY21lIn0.c2lnbmF0dXJl";

    private final Map<String, String> fields = new LinkedHashMap<>();

    private TestAnswer() {}

    static TestAnswer good() {
        return new TestAnswer()
                .with("access_token", "\"" + TOKEN + "\"")
                .with("token_type", "\"Bearer\"")
                .with("expires_in", "600")
                .with("scope", "\"visual-sessions:execute\"");
    }

    static TestAnswer error(String code) {
        return new TestAnswer().with("error", "\"" + code + "\"");
    }

    /** Sets a field to a value that is JSON already. */
    TestAnswer with(String field, String json) {
        fields.put(field, json);
        return this;
    }

    TestAnswer without(String field) {
        fields.remove(field);
        return this;
    }

    String json() {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
