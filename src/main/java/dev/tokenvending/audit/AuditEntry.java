package dev.tokenvending.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param outcome {@code vended}, {@code preflight}, what was done about a sign-in, or the error code the caller got
 * @param reason what the caller was not told
 * @param clientAddress as much of it as the settings want
 * @param callerIssuer the name of the issuer that vouches for the caller
 * @param policies what each policy that was asked said
 * @param scope what was granted, or what would have been asked for
 * @param tokenSha256 hexadecimal SHA-256 of the token
 * @param upstreamJti the token's id in Talkdesk's own records
 * @param reused whether the token was not fetched for this request
 * @param expiresIn whole seconds of life the token had left
 * @param configuration the version in force
 * @param decideMs milliseconds until all policies had said what they say
 * @param waitMs milliseconds for a place among the calls to Talkdesk, or for a call that another request had begun
 * @param signMs milliseconds for making the assertions
 * @param upstreamMs milliseconds on the calls to Talkdesk
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditEntry(
        Instant time,
        String requestId,
        @Nullable String traceId,
        String method,
        String outcome,
        int status,
        @Nullable String reason,
        @Nullable String clientAddress,
        @Nullable String callerKind,
        @Nullable String callerIssuer,
        @Nullable String callerId,
        @Nullable String app,
        @Nullable String account,
        @Nullable List<PolicyEntry> policies,
        @Nullable String scope,
        @Nullable String tokenSha256,
        @Nullable String upstreamJti,
        @Nullable Boolean reused,
        @Nullable Long expiresIn,
        @Nullable Integer upstreamStatus,
        @Nullable String upstreamError,
        @Nullable String configuration,
        long durationMs,
        @Nullable Double decideMs,
        @Nullable Double waitMs,
        @Nullable Double signMs,
        @Nullable Double upstreamMs)
        implements Entry {

    @JsonProperty
    String event() {
        return "token_request";
    }

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
