package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.outbound.OutboundHttp;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** The call by which an event is read again (docs.talkdesk.com, Events API, {@code GET /apps/{app_id}/events/{id}}). */
record EventCall(OutboundHttp http, Duration timeout) {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int MOST_BYTES = 256 * 1024;
    private static final int OK = 200;

    /** What came of asking. */
    sealed interface Answer {

        /** Records print their components; this one holds secrets. */
        record Found(String body) implements Answer {

            @Override
            public String toString() {
                return "Found[" + body.length() + " characters]";
            }
        }

        /** There is none, and why. */
        record None(String reason) implements Answer {}
    }

    Answer read(String appId, String eventId, Links links, AccessToken token) {
        try {
            OutboundHttp.Reply reply = http.get(
                    ApiUrl.of(links, "apps", appId, "events", eventId), "Bearer " + token.value(), timeout, MOST_BYTES);
            return reply.status() == OK ? new Answer.Found(reply.body()) : new Answer.None("http_" + reply.status());
        } catch (HttpTimeoutException e) {
            return new Answer.None("timeout");
        } catch (IOException e) {
            return new Answer.None("no_answer");
        }
    }
}
