package dev.tokenvending.core;

/**
 * Somebody we know. Two callers are the same only if kind, issuer and id are equal.
 *
 * @param issuer who vouches for the id: the list it stands in, or the name of an issuer
 * @param id unique within kind and issuer only
 */
public record Caller(CallerKind kind, String issuer, String id) {

    public Caller {
        if (issuer.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException("A caller has an issuer and an id");
        }
    }

    /** A caller of our own list of HTTP Basic users. */
    public static Caller basic(String username) {
        return new Caller(CallerKind.BASIC, CallerKind.BASIC.wireName(), username);
    }

    /** The name an app's {@code callers} setting knows this caller by. */
    String listedAs() {
        return kind == CallerKind.ISSUER ? issuer : id;
    }
}
