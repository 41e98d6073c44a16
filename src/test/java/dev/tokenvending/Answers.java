package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** What holds for every answer, and for every problem, of the routes for apps. */
public final class Answers {

    private static final String MALFORMED = "The request is malformed.";

    private Answers() {}

    /** Nothing may keep it, nothing redirects, nothing is remembered, and it has a name. */
    public static void assertTokenHeaders(RawAnswer answer) {
        assertThat(answer.headers("Cache-Control")).as(answer.head()).containsExactly("no-store");
        assertThat(answer.headers("Location")).isEmpty();
        assertThat(answer.headers("Set-Cookie")).isEmpty();
        assertThat(answer.header("X-Request-Id")).matches("[A-Za-z0-9._-]{1,64}");
    }

    public static void assertProblem(RawAnswer answer, String code) {
        assertProblem(answer, code, detail(code));
    }

    public static void assertProblem(RawAnswer answer, String code, String detail) {
        assertThat(answer.head() + "\n" + answer.body()).contains("\"code\":\"" + code + "\"");
        assertTokenHeaders(answer);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.status()).isEqualTo(status(code));
        assertThat(answer.members()).containsExactly("type", "title", "status", "detail", "code", "request_id");
        assertThat(answer.json().path("type").stringValue()).isEqualTo("about:blank");
        assertThat(answer.json().path("title").stringValue()).isEqualTo(title(answer.status()));
        assertThat(answer.json().path("status").intValue()).isEqualTo(answer.status());
        assertThat(answer.json().path("detail").stringValue()).isEqualTo(detail);
        assertThat(answer.json().path("request_id").stringValue()).isEqualTo(answer.header("X-Request-Id"));
    }

    /** What the servlet container turns away unread: no version, no trace, no words of ours. */
    public static void assertBareRefusal(RawAnswer answer) {
        assertThat(answer.status()).as(answer.head()).isBetween(400, 499);
        assertThat(answer.head() + answer.body())
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("apache")
                .doesNotContain("Exception", "\tat ", "org.", "java.");
        assertThat(answer.headers("Location")).isEmpty();
        assertThat(answer.headers("Set-Cookie")).isEmpty();
    }

    private static int status(String code) {
        return switch (code) {
            case "invalid_request" -> 400;
            case "unauthenticated" -> 401;
            case "denied", "sign_in_required" -> 403;
            case "unknown_app", "not_found" -> 404;
            case "method_not_allowed" -> 405;
            case "not_acceptable" -> 406;
            case "too_large" -> 413;
            case "rate_limited" -> 429;
            case "internal_error" -> 500;
            case "upstream_rejected" -> 502;
            case "upstream_unavailable" -> 503;
            case "upstream_timeout" -> 504;
            default -> fail("unknown code " + code);
        };
    }

    private static String detail(String code) {
        return switch (code) {
            case "invalid_request" -> MALFORMED;
            case "unauthenticated" -> "A valid credential is required.";
            case "denied" -> "This request is not allowed.";
            case "sign_in_required" -> "The user has to sign in at Talkdesk first.";
            case "unknown_app" -> "There is no such app.";
            case "not_found" -> "There is nothing here.";
            case "method_not_allowed" -> "This method is not allowed here.";
            case "not_acceptable" -> "The answer cannot be written in an acceptable form.";
            case "too_large" -> "The request body is too large.";
            case "rate_limited" -> "There were too many requests; try again later.";
            case "internal_error" -> "Something went wrong on our side.";
            case "upstream_rejected" -> "The token could not be obtained; the operator has been told why.";
            case "upstream_unavailable" -> "The token cannot be obtained right now; try again.";
            case "upstream_timeout" -> "The token could not be obtained in time; try again.";
            default -> fail("unknown code " + code);
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> fail("unknown status " + status);
        };
    }
}
