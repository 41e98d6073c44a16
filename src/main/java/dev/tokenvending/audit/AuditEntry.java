package dev.tokenvending.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What is written about one request under {@code /token}: never a secret, and absent what is not known.
 *
 * @param outcome {@code vended}, or the error code the caller got
 * @param reason what the caller was not told
 * @param scope what was granted, or what would have been asked for
 * @param tokenSha256 hexadecimal SHA-256 of the token
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
        @Nullable String callerId,
        @Nullable String app,
        @Nullable String account,
        @Nullable String scope,
        @Nullable String tokenSha256,
        @Nullable Long expiresIn,
        @Nullable Integer upstreamStatus,
        @Nullable String upstreamError,
        long durationMs) {}
