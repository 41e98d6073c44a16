package dev.tokenvending.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;

/** Answers token requests: properly, late or wrongly, as the fault in force demands. */
final class TokenAnswers {

    private final Faults faults;
    private final Clock clock;
    private final Pause pause;

    TokenAnswers(Faults faults, Clock clock, Pause pause) {
        this.faults = faults;
        this.clock = clock;
        this.pause = pause;
    }

    Reply answer(ClassicHttpRequest request, Function<FormReading, TokenCounter> counters) throws IOException {
        if (!request.getMethod().equals("POST")) {
            return refusal(Refused.methodNotAllowed("POST")).with(HttpHeaders.ALLOW, "POST");
        }
        FormReading reading = request.getRequestUri().contains("?") ? queryRefusal() : form(request);
        return ruled(reading, counters.apply(reading));
    }

    /** Spends no fault. */
    Reply refusal(Refused refused) {
        return dated(refused.reply(), faults.inForce());
    }

    /** Rules before it fails, so that an assertion counts as used even when the answer is lost. */
    private Reply ruled(FormReading reading, TokenCounter counter) throws IOException {
        FaultSetting setting = faults.next();
        Ruling ruling = counter.desk().rule(reading, now(setting));
        await(setting.delay());
        return dated(counter.replies().to(ruling, setting.fault(), now(setting)), setting);
    }

    private static FormReading queryRefusal() {
        return Refused.invalidRequest("parameters belong in the body, not in the URL");
    }

    private static FormReading form(ClassicHttpRequest request) throws IOException {
        return TokenForm.read(RequestBytes.contentType(request), RequestBytes.of(request, TokenForm.MAX_BYTES));
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
