package dev.tokenvending.sandbox;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads orders strictly, for a mistyped fault that is silently ignored makes a test pass for the wrong reason. */
final class FaultOrderReader {

    static final int MAX_BYTES = 64 * 1024;

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    FaultOrder read(byte[] json) {
        if (json.length > MAX_BYTES) {
            return new FaultOrder.Rejected(413, "The body is larger than " + MAX_BYTES + " bytes.");
        }
        try {
            return new FaultOrder.Accepted(setting(mapper.readTree(json)));
        } catch (JacksonException malformed) {
            return rejected("The body is not one JSON object");
        } catch (IllegalArgumentException refused) {
            return rejected(String.valueOf(refused.getMessage()));
        }
    }

    private static FaultOrder rejected(String reason) {
        return new FaultOrder.Rejected(
                400,
                reason + ". Expected fault, and optionally millis and times; the faults are: " + Fault.labels() + ".");
    }

    private static FaultSetting setting(JsonNode order) {
        if (!order.isObject()) {
            throw new IllegalArgumentException("The body is not one JSON object");
        }
        for (String name : order.propertyNames()) {
            if (!name.equals("fault") && !name.equals("millis") && !name.equals("times")) {
                throw new IllegalArgumentException("There is an unknown field");
            }
        }
        Fault fault = Fault.labelled(label(order.path("fault")))
                .orElseThrow(() -> new IllegalArgumentException("fault is missing or unknown"));
        Long times = whole(order.path("times"), "times");
        return FaultSetting.of(fault, whole(order.path("millis"), "millis"), times == null ? null : clampToInt(times));
    }

    /** The faults named after a status may come as the number it is. */
    private static String label(JsonNode fault) {
        return fault.isString() || fault.isIntegralNumber() ? fault.asString() : "";
    }

    private static @Nullable Long whole(JsonNode number, String name) {
        if (number.isMissingNode() || number.isNull()) {
            return null;
        }
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is not a whole number in range");
        }
        return number.longValue();
    }

    /** Keeps what is out of range out of range. */
    private static int clampToInt(long times) {
        return Math.clamp(times, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
