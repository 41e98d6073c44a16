package dev.tokenvending.core;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a policy says to a request. */
public sealed interface Decision {

    /** The decision in one word, as audit and operators read it. */
    default String wireName() {
        return switch (this) {
            case Granted _ -> "granted";
            case Narrowed _ -> "narrowed";
            case Refused _ -> "refused";
            case Limited _ -> "limited";
        };
    }

    /** The code that says why it is a refusal; null when it is none. */
    default @Nullable String reason() {
        return null;
    }

    /** The scope that it leaves; null when it leaves the app's, or none. */
    default @Nullable Scope scope() {
        return null;
    }

    /** This policy has nothing against it. */
    record Granted() implements Decision {}

    /** Granted, but for this scope at most; one that the app itself does not have is a refusal. */
    record Narrowed(Scope scope) implements Decision {
        public Narrowed {
            Objects.requireNonNull(scope);
        }
    }

    /**
     * Refused: the caller is answered 403 {@code denied}.
     *
     * @param reason a short code for the audit log; callers never learn it
     */
    record Refused(String reason) implements Decision {
        public Refused {
            Reason.check(reason);
        }
    }

    /**
     * Refused for now: the caller is answered 429 {@code rate_limited}.
     *
     * @param reason a short code for the audit log
     * @param retryAfter when asking again may help
     */
    record Limited(String reason, Duration retryAfter) implements Decision {
        public Limited {
            Objects.requireNonNull(retryAfter);
            Reason.check(reason);
        }
    }

    static Decision granted() {
        return new Granted();
    }

    static Decision narrowed(Scope scope) {
        return new Narrowed(scope);
    }

    static Decision refused(String reason) {
        return new Refused(reason);
    }

    static Decision limited(String reason, Duration retryAfter) {
        return new Limited(reason, retryAfter);
    }

    /** What a reason may look like: it goes into a log that others read by machine. */
    final class Reason {

        private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

        private Reason() {}

        public static boolean isCode(String reason) {
            return CODE.matcher(reason).matches();
        }

        private static void check(String reason) {
            if (!isCode(reason)) {
                throw new IllegalArgumentException("A reason is 1 to 64 letters, digits, and any of _ . : -");
            }
        }
    }
}
