package dev.tokenvending.crypto;

import java.security.Provider;

/** A provider of nothing, as one whose library has not been loaded. */
final class Empty extends Provider {

    Empty() {
        super("Empty", "1", "nothing");
    }
}
