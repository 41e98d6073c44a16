package dev.tokenvending.signin;

import dev.tokenvending.settings.OutboundUrl;
import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Talkdesk users sign in.
 *
 * @param redirectUri where Talkdesk sends them back; absent when nobody signs in
 * @param jwksUri the keys that id tokens are signed with, absent when they are not checked
 * @param deadline when a return from Talkdesk is answered at the latest
 */
public record SignInSettings(
        @Nullable URI redirectUri, boolean pkce, @Nullable URI jwksUri, int mostPending, Duration deadline) {

    private static final String EXAMPLE = "https://tokens.example.com" + CallbackDoor.PATH;

    public static SignInSettings read(Settings settings) {
        SignInProperties properties = settings.read(SignInProperties.class);
        if (properties.mostPending() < 1) {
            settings.problem("signin.most-pending", "must be at least 1.", "10000");
        }
        return new SignInSettings(
                redirectUri(settings, properties.redirectUri()),
                properties.pkce(),
                url(settings, "signin.jwks-uri", properties.jwksUri(), "https://acme.talkdeskid.com/jwks"),
                properties.mostPending(),
                settings.read(DeadlineProperties.class).deadline());
    }

    /** Whether users can sign in at all. */
    public boolean isOn() {
        return redirectUri != null;
    }

    private static @Nullable URI redirectUri(Settings settings, @Nullable String text) {
        URI uri = url(settings, "signin.redirect-uri", text, EXAMPLE);
        if (uri != null && (!uri.getPath().endsWith(CallbackDoor.PATH) || uri.getQuery() != null)) {
            settings.problem("signin.redirect-uri", "does not end in " + CallbackDoor.PATH + ".", EXAMPLE);
        }
        return uri;
    }

    private static @Nullable URI url(Settings settings, String property, @Nullable String text, String example) {
        return text == null || text.isBlank()
                ? null
                : OutboundUrl.read(settings, property, text.strip(), example).orElse(null);
    }
}
