package dev.tokenvending.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** An error as callers see it (RFC 9457), with the stable {@code code} that apps decide by. */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonProperty("request_id") String requestId) {

    static Problem of(ErrorCode code, HttpServletRequest request) {
        return of(code, code.detail(), request);
    }

    static Problem of(ErrorCode code, String detail, HttpServletRequest request) {
        request.setAttribute(RequestFacts.ERROR, code);
        return new Problem(
                "about:blank",
                HttpStatus.valueOf(code.status()).getReasonPhrase(),
                code.status(),
                detail,
                code.wireName(),
                request.getAttribute(RequestFacts.REQUEST_ID) instanceof String id ? id : "none");
    }

    void answer(HttpServletResponse response) throws IOException {
        Body.problem(this).answer(status, response);
    }

    void answer(HttpServletResponse response, Duration retryAfter) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())));
        answer(response);
    }
}
