package dev.tokenvending.sandbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of an authorization request, with what was sent more than once (RFC 6749, 3.1). */
record AuthorizationQuery(Map<String, List<String>> parameters) {

    AuthorizationQuery {
        parameters = Map.copyOf(parameters);
    }

    /** Nothing when an escape in it is malformed. */
    static Optional<AuthorizationQuery> of(String requestUri) {
        String[] parts = requestUri.split("\\?", 2);
        String query = parts.length == 2 ? parts[1] : "";
        try {
            return Optional.of(new AuthorizationQuery(Arrays.stream(query.split("&", -1))
                    .map(pair -> pair.split("=", 2))
                    .collect(groupingBy(
                            pair -> decode(pair[0]),
                            mapping(pair -> pair.length == 2 ? decode(pair[1]) : "", toList())))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The only one, if it is not empty. */
    Optional<String> value(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()).filter(value -> !value.isEmpty()) : Optional.empty();
    }

    boolean repeatsAny() {
        return parameters.entrySet().stream()
                .anyMatch(it -> !it.getKey().isEmpty() && it.getValue().size() > 1);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
