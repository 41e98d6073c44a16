package dev.tokenvending.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What is written when a browser comes back from a sign-in at Talkdesk; what an app does about sign-ins is an
 * {@link AuditEntry}. Whose sign-in it was is absent when the browser belongs to none.
 *
 * @param outcome {@code returned}, the error that the app was told, or {@code unknown_state}
 * @param reason what the app was not told
 * @param clientAddress of the browser, as much of it as the settings want
 * @param callerIssuer the name of the issuer that vouches for the caller who began
 * @param upstreamError the {@code error} that Talkdesk gave
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record SignInEntry(
        Instant time,
        String requestId,
        String outcome,
        @Nullable String reason,
        String clientAddress,
        @Nullable String callerIssuer,
        @Nullable String callerId,
        @Nullable String app,
        @Nullable String account,
        @Nullable String upstreamError)
        implements Entry {

    @JsonProperty
    String event() {
        return "sign_in";
    }
}
