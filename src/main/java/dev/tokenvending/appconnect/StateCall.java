package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.outbound.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The calls by which Talkdesk is told (docs.talkdesk.com, update the state of an installation, and of credentials). */
record StateCall(OutboundHttp http) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 * 1024;
    private static final int CONFLICT = 409;

    /** Null when Talkdesk knows now, or knew already; else what it said. */
    @Nullable
    String tell(Acknowledgement.Content content, Links links, AccessToken token) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("state", content.state());
        if (content.reason() != null) {
            body.put("reason", content.reason());
        }
        try {
            OutboundHttp.Reply reply = http.post(
                    url(content, links),
                    JsonMapper.shared().writeValueAsString(body),
                    "Bearer " + token.value(),
                    TIMEOUT,
                    MOST_BYTES);
            boolean known = content.clientId() != null && reply.status() == CONFLICT;
            return reply.status() / 100 == 2 || known ? null : "http_" + reply.status();
        } catch (IOException e) {
            return "no_answer";
        }
    }

    private static URI url(Acknowledgement.Content content, Links links) {
        String app = content.installation().appId();
        String installation = content.installation().installationId();
        return content.clientId() == null
                ? ApiUrl.of(links, "apps", app, "installations", installation, "state")
                : ApiUrl.of(
                        links, "apps", app, "installations", installation, "credentials", content.clientId(), "state");
    }
}
