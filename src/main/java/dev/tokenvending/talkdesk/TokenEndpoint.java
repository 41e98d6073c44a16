package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.traces.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.net.WWWFormCodec;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts one form to a token endpoint and brings back whatever comes, as a value. It waits for an answer until its thread is
 * interrupted: a timer for each read costs more than the read.
 */
class TokenEndpoint {

    static final int LARGEST_BODY = 64 * 1024;

    private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final CloseableHttpClient http;
    private final Clock clock;

    TokenEndpoint(CloseableHttpClient http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** @param authorization the header by which the client proves itself, unless it does so in the form */
    Reply post(URI tokenUrl, List<NameValuePair> form, @Nullable String authorization, Deadline deadline) {
        if (deadline.isOver()) {
            return new Reply.Late();
        }
        HttpPost request = new HttpPost(tokenUrl);
        request.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        if (authorization != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        request.setEntity(new StringEntity(WWWFormCodec.format(form, StandardCharsets.UTF_8), FORM));
        // A timeout of 0 would wait for ever.
        Timeout remaining =
                Timeout.ofMilliseconds(Math.max(1, deadline.remaining().toMillis()));
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(remaining)
                .setRedirectsEnabled(false)
                .build());
        return Step.call("POST", tokenUrl, call -> {
            call.traceParent().ifPresent(parent -> request.setHeader("traceparent", parent));
            Reply reply = send(request, deadline);
            tell(call, reply);
            return reply;
        });
    }

    private Reply send(HttpPost request, Deadline deadline) {
        Instant sent = clock.instant();
        try {
            return http.execute(request, response -> read(request, response, sent));
        } catch (IOException e) {
            return deadline.isOver() ? new Reply.Late() : describe(e);
        }
    }

    private static void tell(Step call, Reply reply) {
        switch (reply) {
            case Reply.Answered answered -> call.answered(answered.status());
            case Reply.Broken(String reason) -> call.failed(reason);
            case Reply.Unreadable(String reason) -> call.failed(reason);
            case Reply.Late _ -> call.failed("timeout");
        }
    }

    private Reply read(HttpPost request, ClassicHttpResponse response, Instant sent) throws IOException {
        // Before the body, which may take its time.
        @Nullable Duration clockSkew = clockSkew(response, sent);
        byte[] body = {};
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            try (InputStream content = entity.getContent()) {
                body = content.readNBytes(LARGEST_BODY + 1);
                if (body.length > LARGEST_BODY) {
                    // Cut off and thrown: whatever is closed or returned is read to its end first, to keep the
                    // connection.
                    request.cancel();
                    throw new MessageConstraintException("larger than any token answer");
                }
            }
        }
        return new Reply.Answered(
                response.getCode(), new String(body, StandardCharsets.UTF_8), clockSkew, retryAfter(response));
    }

    private static Reply describe(IOException e) {
        return switch (e) {
            case UnknownHostException _ -> new Reply.Broken("unknown_host");
            case ConnectTimeoutException _ -> new Reply.Broken("connect_timeout");
            case HttpHostConnectException _ -> new Reply.Broken("connect_refused");
            case SSLException _ -> new Reply.Broken("tls_failed");
            case InterruptedIOException _ -> new Reply.Late();
            case MessageConstraintException _ -> new Reply.Unreadable("too_large");
            case ClientProtocolException _ -> new Reply.Unreadable("not_http");
            default -> new Reply.Broken("connection_broken");
        };
    }

    /**
     * The least that explains the header, which has whole seconds and was written at some moment between the request and
     * now: clocks that agree never seem not to.
     */
    private @Nullable Duration clockSkew(ClassicHttpResponse response, Instant sent) {
        @Nullable Header date = response.getFirstHeader(HttpHeaders.DATE);
        if (date == null) {
            return null;
        }
        try {
            Instant theirs = ZonedDateTime.parse(date.getValue(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration least = Duration.between(clock.instant(), theirs);
            Duration most = Duration.between(sent, theirs.plusSeconds(1));
            return least.isPositive() ? least : most.isNegative() ? most : Duration.ZERO;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
        @Nullable Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return header != null && SECONDS.matcher(header.getValue()).matches()
                ? Duration.ofSeconds(Long.parseLong(header.getValue()))
                : null;
    }
}
