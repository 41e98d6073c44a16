package dev.tokenvending.caller;

import dev.tokenvending.core.Caller;
import java.util.Set;
import java.util.stream.Collectors;

/** Everybody we know, by kind of credential. */
public final class Callers {

    private final BasicCallers basic;

    Callers(BasicCallers basic) {
        this.basic = basic;
    }

    /** The names of all of them as an app's {@code callers} list them, as {@code kind:name}. */
    public Set<String> names() {
        return basic.names().stream().map(name -> "basic:" + name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The caller a credential proves.
     *
     * @throws NotAdmittedException when it proves nobody
     */
    Caller authenticate(Credential credential) {
        return switch (credential) {
            case Credential.Basic login -> basic.authenticate(login);
        };
    }
}
