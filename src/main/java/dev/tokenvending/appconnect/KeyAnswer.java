package dev.tokenvending.appconnect;

import java.security.PublicKey;

/** What came of looking for the key of a signature. */
sealed interface KeyAnswer {

    record Found(PublicKey key) implements KeyAnswer {}

    /** There is none of that id, as far as we may ask. */
    record Unknown() implements KeyAnswer {}

    /** It could not be asked for: nothing is known of the signature. */
    record Unavailable() implements KeyAnswer {}

    /** It was not asked for, because too many were: another client may still have it asked for. */
    record NotAsked() implements KeyAnswer {}
}
