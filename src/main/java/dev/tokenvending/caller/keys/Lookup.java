package dev.tokenvending.caller.keys;

import java.time.Duration;

/** What became of the search for a key. */
public sealed interface Lookup {

    record Found(VerificationKey key) implements Lookup {}

    /** The issuer's keys are known, and this is none of them. */
    record Unknown() implements Lookup {}

    /**
     * No keys of the issuer are held, so that nothing can be said of its tokens.
     *
     * @param retryAfter when they are asked for again
     */
    record NoKeys(Duration retryAfter) implements Lookup {}
}
