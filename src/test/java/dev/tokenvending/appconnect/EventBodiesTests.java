package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.TestTicker;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class EventBodiesTests {

    private static final int LARGEST = 256 * 1024;

    private final TestTicker ticker = new TestTicker();
    private final EventBodies bodies = new EventBodies(ticker);
    private @Nullable Taken unread;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * 1024, LARGEST})
    void readWhenBodyIsWithinTheLimitThenWhole(int length) throws Exception {
        assertThat(bodies.read(request(length))).hasSize(length);
    }

    @Test
    void readWhenLengthIsToldAndTooLargeThenNothingIsRead() {
        MockHttpServletRequest request = new MockHttpServletRequest() {
            @Override
            public ServletInputStream getInputStream() {
                throw new AssertionError("It is read");
            }
        };
        request.setContent(new byte[LARGEST + 1]);
        assertUnread(request, new Taken.Unread(ErrorCode.TOO_LARGE, "too_large"));
    }

    @Test
    void readWhenLengthIsNotToldAndTooLargeThenNotReadToItsEnd() {
        Body body = new Body(() -> {}, Integer.MAX_VALUE);
        assertUnread(unmeasured(body), new Taken.Unread(ErrorCode.TOO_LARGE, "too_large"));
        assertThat(body.given).isLessThan(2 * LARGEST);
    }

    @Test
    void readWhenBodyComesByteByByteThenNotForLong() {
        Body body = new Body(() -> ticker.advance(Duration.ofMillis(100)), Integer.MAX_VALUE);
        body.atATime = 1;
        assertUnread(unmeasured(body), new Taken.Unread(ErrorCode.INVALID_REQUEST, "slow_body"));
        assertThat(body.given).isEqualTo(100);
    }

    @Test
    void readWhenManyAreBeingReadThenTheNextHasToComeAgainAndThenIsRead() throws Exception {
        bodies.read(nested(EventBodies.MOST_AT_ONCE - 1));
        assertThat(unread).isNull();
        bodies.read(nested(EventBodies.MOST_AT_ONCE));
        assertThat(unread).isEqualTo(new Taken.Unavailable("too_many_at_once"));
        assertThat(bodies.read(request(1))).hasSize(1);
    }

    @Test
    void readWhenConnectionBreaksThenItsPlaceIsFree() throws Exception {
        for (int i = 0; i < 2 * EventBodies.MOST_AT_ONCE; i++) {
            Body broken = new Body(
                    () -> {
                        throw new IOException("broken");
                    },
                    1);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> bodies.read(unmeasured(broken)));
        }
        assertThat(bodies.read(request(1))).hasSize(1);
    }

    private void assertUnread(MockHttpServletRequest request, Taken taken) {
        assertThatExceptionOfType(UnreadBodyException.class)
                .isThrownBy(() -> bodies.read(request))
                .extracting(UnreadBodyException::taken)
                .isEqualTo(taken);
    }

    private static MockHttpServletRequest request(int length) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(new byte[length]);
        return request;
    }

    /** A body within whose reading another is read, and so on. */
    private MockHttpServletRequest nested(int others) {
        return unmeasured(new Body(() -> read(others), 1));
    }

    private void read(int others) throws IOException {
        try {
            if (others > 0) {
                bodies.read(nested(others - 1));
            }
        } catch (UnreadBodyException e) {
            unread = e.taken();
        }
    }

    private static MockHttpServletRequest unmeasured(Body body) {
        return new MockHttpServletRequest() {
            @Override
            public ServletInputStream getInputStream() {
                return body;
            }
        };
    }

    private interface Work {

        void run() throws IOException;
    }

    /** Bytes that come one after the other, or many at a time, each time with something happening before. */
    private static final class Body extends ServletInputStream {

        private final Work before;
        private final int length;
        private int atATime = Integer.MAX_VALUE;
        private int given;

        Body(Work before, int length) {
            this.before = before;
            this.length = length;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            if (isFinished()) {
                return -1;
            }
            before.run();
            int now = Math.min(Math.min(wanted, atATime), length - given);
            given += now;
            return now;
        }

        @Override
        public int read() {
            throw new AssertionError("One byte at a time would take long");
        }

        @Override
        public boolean isFinished() {
            return given == length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
