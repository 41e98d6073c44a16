package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a call says about those that would follow it. */
sealed interface Sign {

    /** Talkdesk answers, and knows us. */
    record Well() implements Sign {}

    /** It did not answer, or not as it should. */
    record Failed(String reason) implements Sign {}

    /** It does not take our credentials. */
    record Refused(String reason) implements Sign {}

    /** It asked not to be called for a while. */
    record AskedToWait(String reason, Duration pause) implements Sign {}

    /** Nothing: the call ended through us. */
    record Nothing() implements Sign {}

    /** Of the client itself (RFC 6749 §5.2); the other codes are about what one request asked for. */
    Set<String> OF_CREDENTIALS = Set.of("invalid_client", "unauthorized_client");

    /**
     * What the end of a call says.
     *
     * @param hadTime whether the call was given enough of it for a timeout to be Talkdesk's doing
     */
    static Sign of(Exchange result, Reply reply, boolean hadTime) {
        return switch (result) {
            case Exchange.Issued _ -> new Well();
            case Rejected(Upstream upstream) -> isOfCredentials(upstream) ? new Refused(upstream.reason()) : new Well();
            case Unavailable(Upstream upstream, Duration retryAfter) ->
                isAskedToWait(reply) ? new AskedToWait(upstream.reason(), retryAfter) : new Failed(upstream.reason());
            case TimedOut(Upstream upstream) -> hadTime ? new Failed(upstream.reason()) : new Nothing();
        };
    }

    private static boolean isOfCredentials(Upstream upstream) {
        boolean byStatus = Objects.equals(upstream.status(), 401) || Objects.equals(upstream.status(), 403);
        @Nullable String error = upstream.error();
        return byStatus || (error != null && OF_CREDENTIALS.contains(error));
    }

    private static boolean isAskedToWait(Reply reply) {
        return reply instanceof Reply.Answered answered && (answered.status() == 429 || Verdict.wish(answered) != null);
    }
}
