package dev.tokenvending.sandbox;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state that an app says an installation, or its credentials, are in. */
record StateNote(String state, @Nullable String reason) implements StateReading {

    static final int MAX_BYTES = StrictObject.MAX_BYTES;

    private static final int LONGEST_REASON = 1_000;

    StateNote {
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("reason is longer than " + LONGEST_REASON + " characters");
        }
    }

    static StateReading read(@Nullable String contentType, byte[] body, Set<String> states) {
        if (body.length > MAX_BYTES) {
            return Refused.tooLarge("the body is larger than " + MAX_BYTES + " bytes");
        }
        if (contentType == null || !TokenForm.mediaType(contentType).equals("application/json")) {
            return Refused.invalidRequest("the content type is not application/json");
        }
        try {
            return note(StrictObject.read(body), states);
        } catch (IllegalArgumentException refused) {
            return Refused.invalidRequest(String.valueOf(refused.getMessage()));
        }
    }

    private static StateNote note(StrictObject note, Set<String> states) {
        note.requireOnly(Set.of("state", "reason"));
        String state = note.requiredText("state");
        if (!states.contains(state)) {
            throw new IllegalArgumentException("state is none of those there are");
        }
        return new StateNote(state, note.text("reason"));
    }
}
