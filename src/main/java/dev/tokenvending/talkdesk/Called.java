package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Upstream;

/**
 * What came of a call.
 *
 * @param reply the last one
 * @param result what it means
 * @param retried whether it was asked for twice
 * @param spent on it
 */
record Called(Reply reply, Exchange result, boolean retried, Spent spent) {

    /** A call that was left behind. */
    static Called late(long nanos) {
        return new Called(new Reply.Late(), new TimedOut(Upstream.silent("timeout")), false, Spent.calling(nanos));
    }

    Sign sign(boolean hadTime) {
        return Sign.of(result, reply, hadTime);
    }
}
