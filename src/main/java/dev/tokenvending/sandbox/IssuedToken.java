package dev.tokenvending.sandbox;

import java.util.Set;

/** A token the sandbox has issued, as it reads it back. */
record IssuedToken(String clientId, Set<String> scopes) {

    IssuedToken {
        scopes = Set.copyOf(scopes);
    }
}
