package dev.tokenvending.sandbox;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads orders for events as strictly as those for faults are read. */
final class EventOrderReader {

    private static final String EVENT_ID = "event_id";
    private static final Set<String> AGAIN = Set.of(EVENT_ID, "times", "signature", "delay_millis");
    private static final Set<String> FRESH = Stream.concat(
                    AGAIN.stream(),
                    Stream.of("type", "installation", "app_id", "account_id", "account_name", "created_at"))
            .collect(Collectors.toUnmodifiableSet());
    private static final String EXPECTED = ". Expected type, installation, account_id and account_name, and optionally"
            + " app_id, created_at, times, signature and delay_millis; or event_id in place of all that tells what"
            + " happened. The types are: " + EventType.labels() + ". The signatures are: " + EventSignature.labels()
            + ".";

    EventOrder read(byte[] json) {
        if (json.length > StrictObject.MAX_BYTES) {
            return new EventRejected(413, "The body is larger than " + StrictObject.MAX_BYTES + " bytes.");
        }
        try {
            return order(StrictObject.read(json));
        } catch (IllegalArgumentException refused) {
            return new EventRejected(400, refused.getMessage() + EXPECTED);
        }
    }

    private static EventOrder order(StrictObject order) {
        if (order.has(EVENT_ID)) {
            order.requireOnly(AGAIN);
            return new EventOrder.Again(order.requiredText(EVENT_ID), delivery(order));
        }
        order.requireOnly(FRESH);
        return new EventOrder.Fresh(event(order), delivery(order));
    }

    private static NewEvent event(StrictObject order) {
        return new NewEvent(
                EventType.labelled(order.requiredText("type"))
                        .orElseThrow(() -> new IllegalArgumentException("type is unknown")),
                order.requiredText("installation"),
                order.text("app_id"),
                order.text("account_id"),
                order.text("account_name"),
                instant(order.text("created_at")));
    }

    private static Delivery delivery(StrictObject order) {
        String signature = order.text("signature");
        return new Delivery(
                order.whole("times", 1),
                signature == null
                        ? EventSignature.GOOD
                        : EventSignature.labelled(signature)
                                .orElseThrow(() -> new IllegalArgumentException("signature is unknown")),
                order.whole("delay_millis", 0));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("created_at is not an instant like 2026-03-01T12:00:00Z", malformed);
        }
    }
}
