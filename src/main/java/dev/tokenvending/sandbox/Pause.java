package dev.tokenvending.sandbox;

import java.time.Duration;

/** Lets time pass; an edge of the process, so that tests need not wait. */
@FunctionalInterface
interface Pause {

    void last(Duration time) throws InterruptedException;
}
