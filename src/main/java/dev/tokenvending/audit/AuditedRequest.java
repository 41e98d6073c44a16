package dev.tokenvending.audit;

import dev.tokenvending.audit.AuditEntry.PolicyEntry;
import dev.tokenvending.core.AccountChoice;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.UpstreamFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finished request, and what the rooms left on it for the audit. */
record AuditedRequest(HttpServletRequest request, int status, ClientAddresses addresses) {

    /** Whoever calls may send one as long as all headers together, and entries wait in memory. */
    private static final int LONGEST_METHOD = 32;

    AuditEntry entry(Instant time, long durationMs) {
        @Nullable Caller caller = fact(RequestFacts.CALLER, Caller.class);
        @Nullable App app = fact(RequestFacts.APP, App.class);
        @Nullable Outcome outcome = fact(RequestFacts.OUTCOME, Outcome.class);
        Outcome.@Nullable Vended vended = outcome instanceof Outcome.Vended it && status < 400 ? it : null;
        UpstreamFailure.@Nullable Upstream upstream =
                outcome instanceof UpstreamFailure failure ? failure.upstream() : null;
        @Nullable Spent spent = fact(RequestFacts.SPENT, Spent.class);
        Spent parts = spent == null ? Spent.NOTHING : spent;
        return new AuditEntry(
                time,
                requestId(),
                traceId(),
                method(),
                vended != null ? "vended" : outcomeWithoutToken(),
                status,
                reason(outcome),
                clientAddress(),
                caller == null ? null : caller.kind().wireName(),
                caller == null || caller.kind() != CallerKind.ISSUER ? null : caller.issuer(),
                caller == null ? null : caller.id(),
                app == null ? null : app.id().value(),
                account(app),
                policies(),
                vended != null
                        ? vended.token().scope().toString()
                        : app == null ? null : app.scope().toString(),
                vended == null ? null : vended.token().fingerprint().hex(),
                vended == null ? null : vended.token().id(),
                vended == null ? null : vended.reused(),
                vended == null ? null : vended.token().secondsLeft(),
                upstream == null ? null : upstream.status(),
                upstream == null ? null : upstream.error(),
                configuration(),
                durationMs,
                millis(parts.decideNanos()),
                millis(parts.waitNanos()),
                millis(parts.signNanos()),
                millis(parts.upstreamNanos()));
    }

    OperatorEntry operatorEntry(Instant time, String endpoint, long durationMs) {
        return new OperatorEntry(
                time,
                requestId(),
                method(),
                endpoint,
                status < 400 ? "done" : errorCode().wireName(),
                status,
                fact(RequestFacts.REASON, String.class),
                clientAddress(),
                configuration(),
                durationMs);
    }

    private String method() {
        String method = request.getMethod();
        return method.substring(0, Math.min(method.length(), LONGEST_METHOD));
    }

    private String requestId() {
        return String.valueOf(fact(RequestFacts.REQUEST_ID, String.class));
    }

    private @Nullable String traceId() {
        return fact(RequestFacts.TRACE_ID, String.class);
    }

    private @Nullable String clientAddress() {
        @Nullable String address = fact(RequestFacts.ADDRESS, String.class);
        return address == null ? null : addresses.written(address);
    }

    private @Nullable String configuration() {
        @Nullable Configuration configuration = fact(RequestFacts.CONFIGURATION, Configuration.class);
        return configuration == null ? null : configuration.version().toString();
    }

    /** To the microsecond; absent when nothing was spent on it. */
    private static @Nullable Double millis(long nanos) {
        return nanos == 0 ? null : Math.round(nanos / 1e3) / 1e3;
    }

    /** Of a configured app it is known even when it was not come to. */
    private @Nullable String account(@Nullable App app) {
        @Nullable AccountId found = fact(RequestFacts.ACCOUNT, AccountId.class);
        return found == null && app != null && app.account() instanceof AccountChoice.Configured(AccountId id)
                ? id.value()
                : found == null ? null : found.value();
    }

    private String outcomeWithoutToken() {
        @Nullable String signIn = fact(RequestFacts.SIGN_IN, String.class);
        if (status >= 400 || (signIn == null && !isPreflight())) {
            return errorCode().wireName();
        }
        return signIn == null ? "preflight" : signIn;
    }

    private boolean isPreflight() {
        return Boolean.TRUE.equals(fact(RequestFacts.PREFLIGHT, Boolean.class));
    }

    private ErrorCode errorCode() {
        @Nullable ErrorCode code = fact(RequestFacts.ERROR, ErrorCode.class);
        return code != null && code.status() == status ? code : ErrorCode.ofStatus(status);
    }

    private @Nullable String reason(@Nullable Outcome outcome) {
        return switch (outcome) {
            case Outcome.Denied(String reason) -> reason;
            case Outcome.SignInRequired(String reason) -> reason;
            case Outcome.Limited limited -> limited.reason();
            case UpstreamFailure failure -> failure.upstream().reason();
            case Outcome.Vended _ -> null;
            case null -> fact(RequestFacts.REASON, String.class);
        };
    }

    private @Nullable List<PolicyEntry> policies() {
        @Nullable Ruling ruling = fact(RequestFacts.RULING, Ruling.class);
        return ruling == null || ruling.judgements().isEmpty()
                ? null
                : ruling.judgements().stream().map(PolicyEntry::of).toList();
    }

    private <T> @Nullable T fact(String name, Class<T> type) {
        Object value = request.getAttribute(name);
        return type.isInstance(value) ? type.cast(value) : null;
    }
}
