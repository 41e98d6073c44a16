package dev.tokenvending.traces;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * What the header {@code traceparent} of a request says of the trace it belongs to (W3C Trace Context §3.2). Whether the
 * caller has recorded it does not count here, so that is not kept.
 */
record TraceParent(String traceId, String spanId) {

    private static final String HEADER = "traceparent";
    private static final int LENGTH = 55;

    /** Absent when there is none, more than one, or one that is not well-formed. */
    static @Nullable TraceParent of(HttpServletRequest request) {
        @Nullable String first = request.getHeader(HEADER);
        if (first == null) {
            return null;
        }
        Enumeration<String> all = request.getHeaders(HEADER);
        all.nextElement();
        return all.hasMoreElements() ? null : parse(first);
    }

    /** Version, trace, span and flags; a version we do not know may have more behind another hyphen. */
    static @Nullable TraceParent parse(String text) {
        boolean whole = text.length() == LENGTH
                || (text.length() > LENGTH && text.charAt(LENGTH) == '-' && !text.startsWith("00"));
        boolean wellFormed = whole
                && isHex(text, 0, 2)
                && text.charAt(2) == '-'
                && isHex(text, 3, 35)
                && text.charAt(35) == '-'
                && isHex(text, 36, 52)
                && text.charAt(52) == '-'
                && isHex(text, 53, 55)
                && !text.startsWith("ff");
        if (!wellFormed || isZero(text, 3, 35) || isZero(text, 36, 52)) {
            return null;
        }
        return new TraceParent(text.substring(3, 35), text.substring(36, 52));
    }

    private static boolean isHex(String text, int from, int to) {
        return text.chars()
                .skip(from)
                .limit(to - from)
                .allMatch(it -> (it >= '0' && it <= '9') || (it >= 'a' && it <= 'f'));
    }

    private static boolean isZero(String text, int from, int to) {
        return text.chars().skip(from).limit(to - from).allMatch(it -> it == '0');
    }
}
