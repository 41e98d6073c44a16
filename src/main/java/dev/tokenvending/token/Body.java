package dev.tokenvending.token;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** The body of an answer, as bytes: their number is told ahead, and they go out at once. */
final class Body {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String contentType;
    private final byte[] bytes;

    private Body(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
    }

    static Body json(Object value) {
        return new Body("application/json", JSON.writeValueAsBytes(value));
    }

    static Body problem(Problem problem) {
        return new Body("application/problem+json", JSON.writeValueAsBytes(problem));
    }

    static Body text(String ascii) {
        return new Body("text/plain", ascii.getBytes(StandardCharsets.US_ASCII));
    }

    void answer(int status, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
