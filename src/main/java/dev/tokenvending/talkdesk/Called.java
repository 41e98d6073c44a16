package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Upstream;

/**
 * What came of a call.
 *
 * @param reply the last one
 * @param result what it means
 * @param retried whether it was asked for twice
 */
record Called(Reply reply, Exchange result, boolean retried) {

    /** A call that was left behind. */
    static Called late() {
        return new Called(new Reply.Late(), new TimedOut(Upstream.silent("timeout")), false);
    }

    Sign sign(boolean hadTime) {
        return Sign.of(result, reply, hadTime);
    }
}
