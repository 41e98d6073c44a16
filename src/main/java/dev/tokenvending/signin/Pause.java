package dev.tokenvending.signin;

import java.time.Duration;

/** Lets time pass, which tests need not. */
@FunctionalInterface
interface Pause {

    void last(Duration duration) throws InterruptedException;
}
