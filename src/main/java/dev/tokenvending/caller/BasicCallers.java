package dev.tokenvending.caller;

import dev.tokenvending.core.SecretDigest;
import java.util.Map;
import java.util.UUID;

/** The callers that prove themselves by user name and password. */
public final class BasicCallers {

    private final Map<String, SecretDigest> passwords;

    /** Compared against for unknown users, so that they cost what known ones do. */
    private final SecretDigest nobodys = SecretDigest.of(UUID.randomUUID().toString());

    BasicCallers(Map<String, SecretDigest> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    boolean know(String username) {
        return passwords.containsKey(username);
    }

    boolean admit(String username, String password) {
        return passwords.getOrDefault(username, nobodys).matches(password);
    }
}
