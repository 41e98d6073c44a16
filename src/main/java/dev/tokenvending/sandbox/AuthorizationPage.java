package dev.tokenvending.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.HttpHeaders;
import org.springframework.web.util.HtmlUtils;

/** The page on which a user signs in, or on which they read why they cannot. It holds no script. */
final class AuthorizationPage {

    private static final String STYLE = resource("authorize.css");

    /**
     * Browsers hold every redirect after a form to {@code form-action}: that to the redirect URI, and that from there to
     * wherever the app wants its user, which nobody here knows.
     */
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action http: https:; frame-ancestors 'none'";

    private AuthorizationPage() {}

    static Reply asking(AuthorizationRequest asked) {
        return page(200, "Sign in", """
            <h1>Sign in <span>sandbox</span></h1>
            <p>This page plays Talkdesk ID. Nobody on it is real, and it takes no password.</p>
            <h2>What is asked for</h2>
            <p><code>%s</code> wants to act for you at Talkdesk, with</p>
            <ul>
            %s</ul>
            <p class="muted">You go back to <code>%s</code></p>
            <form method="post">
            <fieldset>
            <legend>Who signs in?</legend>
            %s</fieldset>
            <div class="buttons">
            <button name="decision" value="approve">Approve</button>
            <button name="decision" value="deny">Deny</button>
            <button name="decision" value="fail" aria-describedby="fails">Fail</button>
            </div>
            <p class="muted" id="fails">Fail sends you back as if Talkdesk ID had broken down.</p>
            </form>
            """.formatted(
                        escaped(asked.client().clientId()),
                        asked.granted().scopes().stream()
                                .map(scope -> "<li><code>%s</code></li>\n".formatted(escaped(scope)))
                                .collect(Collectors.joining()),
                        escaped(asked.address().redirectUri()),
                        Arrays.stream(SandboxUser.values())
                                .map(AuthorizationPage::choice)
                                .collect(Collectors.joining())));
    }

    static Reply refusal(Refused refused) {
        return page(refused.status(), "No sign-in", """
            <h1>This sign-in cannot go on <span>sandbox</span></h1>
            <p>%s</p>
            <p class="muted">This page plays Talkdesk ID. Go back to the app, and begin anew.</p>
            """.formatted(escaped(refused.description())));
    }

    private static String choice(SandboxUser user) {
        return """
            <label><input type="radio" name="user" value="%s"%s> %s <span class="muted">%s</span></label>
            """.formatted(
                        escaped(user.id()),
                        user == SandboxUser.ANA ? " checked" : "",
                        escaped(user.fullName()),
                        escaped(user.email()));
    }

    private static Reply page(int status, String title, String content) {
        return Reply.of(status, "text/html; charset=utf-8", """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s · Talkdesk sandbox</title>
            <style>%s</style>
            </head>
            <body>
            <main>
            %s</main>
            </body>
            </html>
            """.formatted(title, STYLE, content))
                .with("Content-Security-Policy", POLICY)
                .with(HttpHeaders.CACHE_CONTROL, "no-store")
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static String resource(String name) {
        try (InputStream in = AuthorizationPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String style) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
