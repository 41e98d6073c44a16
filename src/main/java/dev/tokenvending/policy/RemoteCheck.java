package dev.tokenvending.policy;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.outbound.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a service over HTTP, in the shape of Open Policy Agent's data API. Whatever is not clearly a grant is a refusal.
 * Connections and places are its own, so that a slow service holds up nobody but those it is asked about.
 */
final class RemoteCheck implements Check {

    static final int PLACES = 64;
    static final int LONGEST_ANSWER = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(RemoteCheck.class);

    private final String policy;
    private final URI url;
    private final Duration timeout;
    private final OutboundHttp http;
    private final Semaphore places = new Semaphore(PLACES);

    /** @param timeout how long an answer may take in all, the wait for a place included */
    RemoteCheck(String policy, URI url, Duration timeout) {
        this.policy = policy;
        this.url = url;
        this.timeout = timeout;
        this.http = new OutboundHttp(timeout);
    }

    URI url() {
        return url;
    }

    @Override
    public Finding decide(PolicyInput input, Hearing hearing) {
        Deadline deadline = Deadline.in(
                hearing.deadline().remaining(timeout), hearing.deadline().ticker());
        try {
            if (!places.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return failed("remote_busy", "none of " + PLACES + " calls has ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("remote_failed", "interrupted");
        }
        try {
            return ask(RemoteQuestion.of(input), deadline.remaining());
        } finally {
            places.release();
        }
    }

    private Finding ask(String question, Duration left) {
        try {
            OutboundHttp.Reply reply = http.post(url, question, left, LONGEST_ANSWER);
            if (reply.status() != 200) {
                return failed("remote_failed", "HTTP " + reply.status());
            }
            return Finding.of(RemoteAnswer.read(reply.body()));
        } catch (HttpTimeoutException e) {
            return failed("remote_timeout", "no answer within " + left.toMillis() + " ms");
        } catch (IOException e) {
            // By its name alone: the message of some quotes what the service has said.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return failed("remote_failed", cause.getClass().getSimpleName());
        }
    }

    private Finding failed(String reason, String what) {
        log.warn("Policy {} could not be asked and therefore refuses: {}, {}", policy, reason, what);
        return Finding.of(Decision.refused(reason));
    }
}
