package dev.tokenvending.sandbox;

import java.util.LinkedHashMap;

/** A refusal in the words of RFC 6749 section 5.2; the description says what was wrong, for this is a desk, not a bank. */
record Refused(int status, String error, String description) implements Ruling, FormReading, StateReading {

    static Refused invalidRequest(String description) {
        return new Refused(400, "invalid_request", description);
    }

    static Refused unsupportedGrantType(String description) {
        return new Refused(400, "unsupported_grant_type", description);
    }

    static Refused invalidScope(String description) {
        return new Refused(400, "invalid_scope", description);
    }

    static Refused invalidGrant(String description) {
        return new Refused(400, "invalid_grant", description);
    }

    static Refused invalidClient(String description) {
        return new Refused(401, "invalid_client", description);
    }

    static Refused notFound(String description) {
        return new Refused(404, "not_found", description);
    }

    static Refused methodNotAllowed(String allowed) {
        return new Refused(405, "method_not_allowed", "there is only " + allowed);
    }

    static Refused tooLarge(String description) {
        return new Refused(413, "invalid_request", description);
    }

    Reply reply() {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", error);
        body.put("error_description", description);
        return Reply.json(status, body);
    }
}
