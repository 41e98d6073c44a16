package dev.tokenvending.caller;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.SecretDigest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The callers that prove themselves by user name and password. */
final class BasicCallers {

    private final Map<String, SecretDigest> passwords;

    /** Compared against for unknown users, so that they cost what known ones do. */
    private final SecretDigest nobodys = SecretDigest.of(UUID.randomUUID().toString());

    BasicCallers(Map<String, SecretDigest> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    Set<String> names() {
        return passwords.keySet();
    }

    Caller authenticate(Credential.Basic login) {
        if (!passwords.getOrDefault(login.username(), nobodys).matches(login.password())) {
            throw new NotAdmittedException(names().contains(login.username()) ? "wrong_password" : "unknown_user");
        }
        return Caller.basic(login.username());
    }
}
