package dev.tokenvending.sandbox;

import java.net.URI;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What the sandbox's switches answer, with a fixed content type, so that no Accept header turns it into a 406. */
final class JsonAnswers {

    private JsonAnswers() {}

    static ResponseEntity<Object> done(Object body) {
        return answer(HttpStatus.OK, MediaType.APPLICATION_JSON, body);
    }

    static ResponseEntity<Object> rejected(int code, String reason) {
        var status = HttpStatus.valueOf(code);
        var problem = ProblemDetail.forStatusAndDetail(status, reason);
        problem.setType(URI.create("about:blank"));
        problem.setProperty("code", status == HttpStatus.BAD_REQUEST ? "invalid_request" : "too_large");
        return answer(status, MediaType.APPLICATION_PROBLEM_JSON, problem);
    }

    private static ResponseEntity<Object> answer(HttpStatus status, MediaType type, Object body) {
        return ResponseEntity.status(status)
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }
}
