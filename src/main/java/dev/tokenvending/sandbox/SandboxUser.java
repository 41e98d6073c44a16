package dev.tokenvending.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** Somebody who can sign in at the sandbox. */
enum SandboxUser {
    ANA("user-ana", "Ana Silva", "ana.silva@example.com"),
    BEN("user-ben", "Ben Okafor", "ben.okafor@example.com");

    private final String id;
    private final String fullName;
    private final String email;

    SandboxUser(String id, String fullName, String email) {
        this.id = id;
        this.fullName = fullName;
        this.email = email;
    }

    String id() {
        return id;
    }

    String fullName() {
        return fullName;
    }

    String email() {
        return email;
    }

    static Optional<SandboxUser> withId(String id) {
        return Arrays.stream(values()).filter(user -> user.id.equals(id)).findFirst();
    }
}
