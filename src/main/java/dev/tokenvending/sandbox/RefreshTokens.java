package dev.tokenvending.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The refresh tokens: for each sign-in the newest alone is good, and once any other comes, none is any more (RFC 9700,
 * 4.14.2). The sign-ins that were used the longest ago are forgotten.
 */
final class RefreshTokens {

    static final int MOST = 10_000;

    private static final int ID = 32;

    private record Newest(SignIn signIn, String token) {}

    private final SequencedMap<String, Newest> bySignIn = new LinkedHashMap<>();

    /** In the place of the one there is, if there is any. It begins with the id of its sign-in. */
    synchronized String next(SignIn signIn) {
        String token = signIn.id() + OpaqueId.fresh();
        bySignIn.putLast(signIn.id(), new Newest(signIn, token));
        if (bySignIn.size() > MOST) {
            bySignIn.pollFirstEntry();
        }
        return token;
    }

    /** Another client's is as good as unknown, and ends nothing. */
    synchronized Optional<SignIn> find(String token, KnownClient client) {
        String id = token.substring(0, Math.min(ID, token.length()));
        Newest newest = bySignIn.get(id);
        if (newest == null || !newest.signIn().clientId().equals(client.clientId())) {
            return Optional.empty();
        }
        if (!areEqual(newest.token(), token)) {
            bySignIn.remove(id);
            return Optional.empty();
        }
        return Optional.of(newest.signIn());
    }

    synchronized void end(SignIn signIn) {
        bySignIn.remove(signIn.id());
    }

    private static boolean areEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
