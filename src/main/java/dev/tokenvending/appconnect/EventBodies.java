package dev.tokenvending.appconnect;

import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.Ticker;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads the bodies of events, a few at a time and none for long: who sends them has shown no more than the id of a key by
 * then.
 */
class EventBodies {

    static final int MOST_AT_ONCE = 32;

    private static final int LARGEST = 256 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Ticker ticker;

    EventBodies(Ticker ticker) {
        this.ticker = ticker;
    }

    byte[] read(HttpServletRequest request) throws IOException, UnreadBodyException {
        if (request.getContentLengthLong() > LARGEST) {
            throw tooLarge();
        }
        if (!places.tryAcquire()) {
            throw new UnreadBodyException(new Taken.Unavailable("too_many_at_once"));
        }
        try {
            return read(request.getInputStream(), Deadline.in(LONGEST, ticker));
        } finally {
            places.release();
        }
    }

    private static byte[] read(InputStream body, Deadline deadline) throws IOException, UnreadBodyException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[8 * 1024];
        for (int read = body.read(part); read >= 0; read = body.read(part)) {
            all.write(part, 0, read);
            if (all.size() > LARGEST) {
                throw tooLarge();
            }
            if (deadline.isOver()) {
                throw new UnreadBodyException(new Taken.Unread(ErrorCode.INVALID_REQUEST, "slow_body"));
            }
        }
        return all.toByteArray();
    }

    private static UnreadBodyException tooLarge() {
        return new UnreadBodyException(new Taken.Unread(ErrorCode.TOO_LARGE, "too_large"));
    }
}
