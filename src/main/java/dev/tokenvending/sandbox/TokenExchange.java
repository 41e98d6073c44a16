package dev.tokenvending.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** The HTTP side of the sandbox's only route, {@code POST /oauth/token}. */
final class TokenExchange implements HttpRequestHandler {

    static final String PATH = "/oauth/token";

    private final TokenDesk desk;
    private final Replies replies;
    private final Faults faults;
    private final Clock clock;
    private final Pause pause;

    TokenExchange(TokenDesk desk, Replies replies, Faults faults, Clock clock, Pause pause) {
        this.desk = desk;
        this.replies = replies;
        this.faults = faults;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws IOException {
        Reply reply = reply(request);
        response.setCode(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setEntity(new ReplyEntity(reply));
    }

    private Reply reply(ClassicHttpRequest request) throws IOException {
        String[] target = request.getRequestUri().split("\\?", 2);
        if (!target[0].equals(PATH)) {
            return dated(replies.refusal(new Refused(404, "not_found", "there is only " + PATH)), faults.inForce());
        }
        if (!request.getMethod().equals("POST")) {
            Reply refusal = replies.refusal(new Refused(405, "method_not_allowed", "there is only POST"));
            return dated(refusal.with(HttpHeaders.ALLOW, "POST"), faults.inForce());
        }
        return tokenReply(target.length > 1 ? queryRefusal() : form(request));
    }

    /** Rules before it fails, so that an assertion counts as used even when the answer is lost. */
    private Reply tokenReply(FormReading reading) throws IOException {
        FaultSetting setting = faults.next();
        Ruling ruling = desk.rule(reading, now(setting));
        await(setting.delay());
        return dated(replies.to(ruling, setting.fault(), now(setting)), setting);
    }

    private static FormReading queryRefusal() {
        return Refused.invalidRequest("parameters belong in the body, not in the URL");
    }

    private static FormReading form(ClassicHttpRequest request) throws IOException {
        Header contentType = request.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        return TokenForm.read(contentType == null ? null : contentType.getValue(), bytes(request.getEntity()));
    }

    /** At most one byte more than a form may have, which is enough to refuse it. */
    private static byte[] bytes(@Nullable HttpEntity entity) throws IOException {
        return entity == null ? new byte[0] : entity.getContent().readNBytes(TokenForm.MAX_BYTES + 1);
    }

    private void await(Duration delay) throws IOException {
        try {
            if (delay.isPositive()) {
                pause.last(delay);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The sandbox is closing");
        }
    }

    private Reply dated(Reply reply, FaultSetting setting) {
        return reply.with(HttpHeaders.DATE, DateUtils.formatStandardDate(now(setting)));
    }

    private Instant now(FaultSetting setting) {
        return clock.instant().plus(setting.clockOffset());
    }
}
