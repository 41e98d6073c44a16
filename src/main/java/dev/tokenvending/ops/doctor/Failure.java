package dev.tokenvending.ops.doctor;

import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why there is no token, but for {@code invalid_client}, and what to do. {@code docs/troubleshooting.md} has the same table,
 * word by word.
 */
enum Failure {
    INVALID_SCOPE("invalid_scope", "Give the client the scope at Talkdesk, or set TD_SCOPE to one it has."),
    UNAUTHORIZED_CLIENT("unauthorized_client", "Allow the client the grant client_credentials at Talkdesk."),
    INVALID_GRANT("invalid_grant", "Check the token URL: this grant has nothing that could be invalid at Talkdesk."),
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", "Check the token URL: Talkdesk ID takes client_credentials."),
    INVALID_REQUEST("invalid_request", "Check the token URL; what is sent is what Talkdesk documents."),
    WIDER_SCOPE("wider_scope", "Check the client's scopes: Talkdesk granted more, so the token was thrown away."),
    NO_ERROR("no error", "Check account name, region and TD_TOKEN_URI: this is no answer of a Talkdesk ID."),
    OTHER_ERROR("another error", "Ask Talkdesk what it means for the client."),
    UNKNOWN_HOST("unknown_host", "Check TD_ACCOUNT_NAME and TD_REGION, then the machine's name servers."),
    CONNECT(
            "connect_timeout, connect_refused",
            "Let the machine reach the token URL directly; proxies are not supported."),
    TLS("tls_failed", "Find out what stands between this server and Talkdesk: Java does not trust its certificate."),
    HTTP_5XX("connection_broken, http_500 and up", "Wait: Talkdesk has trouble. If it stays, check the token URL."),
    HTTP_429("http_429", "Send fewer requests: reuse tokens, set limits; or ask Talkdesk for more."),
    HTTP_408("http_408", "Try again: Talkdesk has waited for the request for too long."),
    REDIRECT("http_301, http_302", "Correct the token URL: redirects are not followed."),
    NOT_A_TOKEN(
            "not_json, not_http, too_large",
            "Check the token URL: a sign-in page or a proxy has answered, not Talkdesk."),
    NONSENSE(
            "malformed_token, not_bearer, no_lifetime, malformed_scope, no_life_left",
            "Ask Talkdesk: the answer looks like a token's and cannot be used."),
    TIMEOUT("timeout", "Look at the connection and at Talkdesk's status page; do not set a deadline of more than 29s."),
    OTHER("anything else", "Start the server and look at its log.");

    static final String INVALID_CLIENT = "invalid_client";

    private static final int SERVER_ERROR = 500;
    private static final int REDIRECTS = 300;
    private static final int REFUSALS = 400;

    private final String codes;
    private final String toDo;

    /** @param codes an {@code error} of Talkdesk's, or our own reasons */
    Failure(String codes, String toDo) {
        this.codes = codes;
        this.toDo = toDo;
    }

    String codes() {
        return codes;
    }

    String toDo() {
        return toDo;
    }

    /** What this failure is; one of {@code invalid_client} is told by {@link RefusalCause} instead. */
    static Failure of(UpstreamFailure failure) {
        Upstream upstream = failure.upstream();
        return switch (failure) {
            case UpstreamFailure.TimedOut _ -> TIMEOUT;
            case UpstreamFailure.Unavailable _ -> named(upstream.reason()).orElseGet(() -> byStatus(upstream));
            case UpstreamFailure.Rejected _ -> refused(upstream);
        };
    }

    private static Failure refused(Upstream upstream) {
        String error = upstream.error();
        return named(upstream.reason())
                .orElseGet(() -> error == null ? NO_ERROR : named(error).orElse(OTHER_ERROR));
    }

    private static Failure byStatus(Upstream upstream) {
        int status = upstream.status() == null ? 0 : upstream.status();
        return status >= SERVER_ERROR ? HTTP_5XX : status >= REDIRECTS && status < REFUSALS ? REDIRECT : OTHER;
    }

    private static Optional<Failure> named(String code) {
        return Stream.of(values())
                .filter(it -> Stream.of(it.codes.split(", ")).anyMatch(code::equals))
                .findFirst();
    }
}
