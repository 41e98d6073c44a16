package dev.tokenvending.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** The codes issued so far, used ones included, so that one that comes again is known; the oldest are forgotten. */
final class AuthorizationCodes {

    static final Duration LIFE = Duration.ofSeconds(60);
    static final int MOST = 10_000;

    private final SequencedMap<String, IssuedCode> byCode = new LinkedHashMap<>();
    private final Clock clock;

    AuthorizationCodes(Clock clock) {
        this.clock = clock;
    }

    synchronized String issue(AuthorizationRequest asked, SandboxUser user) {
        String code = OpaqueId.fresh();
        byCode.putLast(
                code,
                new IssuedCode(asked, SignIn.fresh(asked, user), clock.instant().plus(LIFE), false));
        if (byCode.size() > MOST) {
            byCode.pollFirstEntry();
        }
        return code;
    }

    /** As it was until now, for this uses it, whatever comes of it. Another client's is as good as unknown. */
    synchronized Optional<IssuedCode> use(String code, KnownClient client) {
        Optional<IssuedCode> issued = Optional.ofNullable(byCode.get(code))
                .filter(it -> it.signIn().clientId().equals(client.clientId()));
        issued.ifPresent(it -> byCode.put(code, it.asUsed()));
        return issued;
    }
}
