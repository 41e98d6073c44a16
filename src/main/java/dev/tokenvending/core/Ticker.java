package dev.tokenvending.core;

/** A clock that only moves forward, for ages and deadlines; the wall clock is for claims only. */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since some fixed moment. */
    long nanos();
}
