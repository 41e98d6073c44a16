package dev.tokenvending.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Judgement;
import dev.tokenvending.core.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What is written about one request under {@code /token}: never a secret, and absent what is not known.
 *
 * @param outcome {@code vended}, {@code preflight}, or the error code the caller got
 * @param reason what the caller was not told
 * @param callerIssuer the name of the issuer that vouches for the caller
 * @param policies what each policy that was asked said
 * @param scope what was granted, or what would have been asked for
 * @param tokenSha256 hexadecimal SHA-256 of the token
 * @param reused whether the token was not fetched for this request
 * @param expiresIn whole seconds of life the token had left
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditEntry(
        Instant time,
        String requestId,
        String method,
        String outcome,
        int status,
        @Nullable String reason,
        @Nullable String callerKind,
        @Nullable String callerIssuer,
        @Nullable String callerId,
        @Nullable String app,
        @Nullable String account,
        @Nullable List<PolicyEntry> policies,
        @Nullable String scope,
        @Nullable String tokenSha256,
        @Nullable Boolean reused,
        @Nullable Long expiresIn,
        @Nullable Integer upstreamStatus,
        @Nullable String upstreamError,
        long durationMs)
        implements Entry {

    /**
     * What one policy said.
     *
     * @param mode {@code enforce} or {@code shadow}
     * @param decision {@code granted}, {@code narrowed}, {@code refused} or {@code limited}
     * @param reason why it refused
     * @param scope what it narrowed the scope to
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PolicyEntry(
            String policy,
            String mode,
            String decision,
            @Nullable String reason,
            @Nullable String scope) {

        static PolicyEntry of(Judgement judgement) {
            Decision decision = judgement.decision();
            @Nullable Scope scope = decision.scope();
            return new PolicyEntry(
                    judgement.policy(),
                    judgement.mode(),
                    decision.wireName(),
                    decision.reason(),
                    scope == null ? null : scope.toString());
        }
    }
}
