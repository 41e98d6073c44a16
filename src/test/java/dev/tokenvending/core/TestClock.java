package dev.tokenvending.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when told to, backwards as well. */
public final class TestClock extends Clock {

    private volatile Instant now;

    /** Starts at noon of a day in March. */
    public TestClock() {
        this(Instant.parse("2026-03-01T12:00:00Z"));
    }

    public TestClock(Instant now) {
        this.now = now;
    }

    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
