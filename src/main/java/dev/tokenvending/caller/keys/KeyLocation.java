package dev.tokenvending.caller.keys;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuer publishes its keys.
 *
 * @param url of the key set; of the document that names it, if there is a discovery
 * @param discovery the issuer whose document that is, null without a discovery
 */
public record KeyLocation(URI url, @Nullable String discovery) {

    /** At the URL of the key set itself. */
    public static KeyLocation keySet(URI url) {
        return new KeyLocation(url, null);
    }

    /** Wherever the issuer's configuration says (OpenID Connect Discovery §4). */
    public static KeyLocation discovery(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return new KeyLocation(URI.create(base + "/.well-known/openid-configuration"), issuer);
    }
}
