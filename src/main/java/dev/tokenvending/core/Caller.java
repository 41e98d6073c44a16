package dev.tokenvending.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody we know. Two callers are the same only if kind, issuer and id are equal, whatever their claims say.
 *
 * @param issuer who vouches for the id: the list it stands in, or the name of an issuer
 * @param id unique within kind and issuer only
 * @param claims what the issuer says about it; none unless it came with a token
 */
public record Caller(CallerKind kind, String issuer, String id, Claims claims) {

    public Caller {
        if (issuer.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException("A caller has an issuer and an id");
        }
    }

    public Caller(CallerKind kind, String issuer, String id) {
        this(kind, issuer, id, Claims.NONE);
    }

    /** A caller of our own list of HTTP Basic users. */
    public static Caller basic(String username) {
        return new Caller(CallerKind.BASIC, CallerKind.BASIC.wireName(), username);
    }

    /** A caller of our own list of API keys. */
    public static Caller apiKey(String name) {
        return new Caller(CallerKind.API_KEY, CallerKind.API_KEY.wireName(), name);
    }

    /** The name an app's {@code callers} setting knows this caller by. */
    String listedAs() {
        return kind == CallerKind.ISSUER ? issuer : id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller caller
                && kind == caller.kind
                && issuer.equals(caller.issuer)
                && id.equals(caller.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, issuer, id);
    }
}
