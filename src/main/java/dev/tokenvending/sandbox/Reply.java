package dev.tokenvending.sandbox;

import java.util.HashMap;
import java.util.Map;

/**
 * An answer as it goes over the wire.
 *
 * @param cut whether the connection breaks half way through the body
 */
record Reply(int status, String contentType, Map<String, String> headers, String body, boolean cut) {

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply of(int status, String contentType, String body) {
        return new Reply(status, contentType, Map.of(), body, false);
    }

    Reply with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, more, body, cut);
    }

    Reply cutShort() {
        return new Reply(status, contentType, headers, body, true);
    }

    /** The body may hold an access token. */
    @Override
    public String toString() {
        return "Reply[" + status + ", " + contentType + ", cut=" + cut + "]";
    }
}
