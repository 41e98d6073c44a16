package dev.tokenvending.talkdesk;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a reply of the token endpoint means. Whatever is not a whole and believable token answer is none; the
 * reasons are in {@code docs/decisions/0004-what-is-a-token-answer.md}.
 *
 * @param asked the scope the request named
 * @param sentNanos when the request was sent: a token's life counts from there
 */
record Verdict(Ticker ticker, Scope asked, long sentNanos) {

    static final String WIDER_SCOPE = "wider_scope";

    /** What a caller is told to wait when Talkdesk does not say. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    Exchange on(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> onAnswer(answered);
            case Reply.Broken(String reason) -> new Unavailable(Upstream.silent(reason), RETRY_AFTER);
            case Reply.Unreadable(String reason) -> new Unavailable(Upstream.silent(reason), RETRY_AFTER);
            case Reply.Late() -> new TimedOut(Upstream.silent("timeout"));
        };
    }

    private Exchange onAnswer(Reply.Answered reply) {
        TokenAnswer answer = TokenAnswer.parse(reply.body());
        int status = reply.status();
        if (status == 200) {
            return onSuccess(reply, answer);
        }
        if (status >= 400 && status < 500 && status != 408 && status != 429) {
            return new Rejected(upstream("refused", reply, answer));
        }
        return unavailable("http_" + status, reply, answer);
    }

    private Exchange onSuccess(Reply.Answered reply, TokenAnswer answer) {
        String value = answer.accessToken();
        Duration life = answer.life();
        // Absent means as asked (RFC 6749 §5.1); present, it must say what we got.
        Optional<Scope> granted = answer.hasScope() ? Scope.parse(answer.scope()) : Optional.of(asked);
        if (!answer.isObject()) {
            return unavailable("not_json", reply, answer);
        }
        if (value == null || !AccessToken.isWellFormed(value)) {
            return unavailable("malformed_token", reply, answer);
        }
        if (!answer.isBearer()) {
            return unavailable("not_bearer", reply, answer);
        }
        if (life == null) {
            return unavailable("no_lifetime", reply, answer);
        }
        if (granted.isEmpty()) {
            return unavailable("malformed_scope", reply, answer);
        }
        if (!asked.covers(granted.get())) {
            return new Rejected(upstream(WIDER_SCOPE, reply, answer));
        }
        Deadline expiry = new Deadline(ticker, sentNanos + life.toNanos(), life);
        AccessToken token = new AccessToken(value, granted.get(), expiry, TokenId.of(value));
        return token.secondsLeft() == 0 ? unavailable("no_life_left", reply, answer) : new Exchange.Issued(token);
    }

    private static Unavailable unavailable(String reason, Reply.Answered reply, TokenAnswer answer) {
        @Nullable Duration wish = wish(reply);
        return new Unavailable(upstream(reason, reply, answer), wish == null ? RETRY_AFTER : wish);
    }

    /** How long Talkdesk asks to be left alone, as far as it can be believed. */
    static @Nullable Duration wish(Reply.Answered reply) {
        @Nullable Duration wish = reply.retryAfter();
        return wish != null && wish.isPositive() && wish.compareTo(LONGEST_RETRY_AFTER) <= 0 ? wish : null;
    }

    private static Upstream upstream(String reason, Reply.Answered reply, TokenAnswer answer) {
        return new Upstream(reason, reply.status(), answer.error(), answer.errorDescription(), reply.clockSkew());
    }
}
