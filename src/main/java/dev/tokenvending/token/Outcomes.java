package dev.tokenvending.token;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Quota;
import dev.tokenvending.core.UpstreamFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Makes an HTTP answer of what came of a request. */
final class Outcomes {

    private Outcomes() {}

    static void tell(
            Outcome outcome,
            List<Quota> quotas,
            HttpServletRequest request,
            HttpServletResponse response,
            int success,
            Function<AccessToken, Body> body)
            throws IOException {
        switch (outcome) {
            case Outcome.Vended vended -> {
                RateLimitHeaders.tell(quotas, response);
                body.apply(vended.token()).answer(success, response);
            }
            case Outcome.Denied _ -> Problem.of(ErrorCode.DENIED, request).answer(response);
            case Outcome.SignInRequired _ ->
                Problem.of(ErrorCode.SIGN_IN_REQUIRED, request).answer(response);
            case Outcome.Limited limited -> {
                RateLimitHeaders.tell(quotas, response);
                Problem.of(ErrorCode.RATE_LIMITED, request).answer(response, limited.retryAfter());
            }
            case UpstreamFailure.Rejected _ ->
                Problem.of(ErrorCode.UPSTREAM_REJECTED, request).answer(response);
            case UpstreamFailure.TimedOut _ ->
                Problem.of(ErrorCode.UPSTREAM_TIMEOUT, request).answer(response);
            case UpstreamFailure.Unavailable unavailable ->
                Problem.of(ErrorCode.UPSTREAM_UNAVAILABLE, request).answer(response, unavailable.retryAfter());
        }
    }
}
