package dev.tokenvending.policy;

import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.values.MutableMapValue;
import dev.tokenvending.core.PolicyInput;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something a rule can see.
 *
 * @param name declared as a whole, dot included, so that a misspelt one is an error at start-up
 * @param sample what it is in a request to try rules with
 * @param value what it is in a request
 */
record RuleVariable(String name, CelType type, Object sample, Function<PolicyInput, Object> value) {

    static final List<RuleVariable> ALL = List.of(
            text("caller.id", "sample", input -> input.caller().id()),
            text("caller.kind", "issuer", input -> input.caller().kind().wireName()),
            text("caller.issuer", "sample", input -> input.caller().issuer()),
            new RuleVariable(
                    "caller.claims",
                    MapType.create(STRING, DYN),
                    Map.of(),
                    // Any other map is walked to its leaves each time a rule names it, however many claims there are.
                    input -> MutableMapValue.create(input.caller().claims().values())),
            text("app.id", "sample", input -> input.app().id().value()),
            text("app.platform", "ios", input -> input.app().platform().name().toLowerCase(Locale.ROOT)),
            text(
                    "app.bundleId",
                    "com.example.sample",
                    input -> Objects.requireNonNullElse(input.app().bundleId(), "")),
            text("request.address", "192.0.2.1", input -> input.request().address()),
            text(
                    "request.userAgent",
                    "Sample/1.0",
                    input -> Objects.requireNonNullElse(input.request().userAgent(), "")),
            new RuleVariable(
                    "request.headers",
                    MapType.create(STRING, STRING),
                    Map.of(),
                    input -> input.request().headers()),
            new RuleVariable("now", TIMESTAMP, Instant.parse("2026-01-05T12:00:00Z"), PolicyInput::now));

    private static final Map<String, RuleVariable> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(RuleVariable::name, Function.identity()));

    private static RuleVariable text(String name, String sample, Function<PolicyInput, Object> value) {
        return new RuleVariable(name, STRING, sample, value);
    }

    /** What the variable of this name is in the request, absent when there is none of this name. */
    static @Nullable Object valueOf(String name, PolicyInput input) {
        @Nullable RuleVariable variable = BY_NAME.get(name);
        return variable == null ? null : variable.value().apply(input);
    }

    /** A request to try rules with: nobody's, with neither claims nor headers. */
    static Map<String, Object> samples() {
        return ALL.stream().collect(Collectors.toUnmodifiableMap(RuleVariable::name, RuleVariable::sample));
    }
}
