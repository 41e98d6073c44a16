package dev.tokenvending.sandbox;

import java.util.HashMap;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as it goes over the wire.
 *
 * @param cut whether the connection breaks half way through the body
 */
record Reply(int status, String contentType, Map<String, String> headers, String body, boolean cut) {

    private static final String JSON = "application/json";

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply of(int status, String contentType, String body) {
        return new Reply(status, contentType, Map.of(), body, false);
    }

    static Reply json(int status, Map<String, ?> body) {
        return json(status, JsonMapper.shared().writeValueAsString(body));
    }

    static Reply json(int status, String body) {
        return of(status, JSON, body).with("Cache-Control", "no-store");
    }

    void writeTo(ClassicHttpResponse response) {
        response.setCode(status);
        headers.forEach(response::setHeader);
        response.setEntity(new ReplyEntity(this));
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
