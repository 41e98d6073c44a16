package dev.tokenvending.vending;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Grant;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.settings.OutboundUrl;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.vending.VendingProperties.AppProperties;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the grant of an app of its settings, or notes what is wrong with them.
 *
 * @param signIn whether Talkdesk users can sign in at all
 */
record GrantReader(Settings settings, boolean signIn) {

    private static final String LINK = "https://app.example.com/signed-in, a link that opens your app";

    /** @param account that of the app, if it is one of the settings */
    Optional<Grant> read(String prefix, AppProperties app, Optional<Account> account) {
        return switch (app.grantType()) {
            case CLIENT_CREDENTIALS -> {
                if (app.returnTo() != null) {
                    settings.problem(
                            prefix + ".return-to",
                            "has no meaning with grant-type client_credentials.",
                            "remove it, or set grant-type: authorization_code");
                }
                yield Optional.of(new Grant.ClientCredentials());
            }
            case AUTHORIZATION_CODE -> authorizationCode(prefix, app, account);
        };
    }

    private Optional<Grant> authorizationCode(String prefix, AppProperties app, Optional<Account> account) {
        if (!signIn) {
            settings.problem(
                    "signin.redirect-uri",
                    "is missing, and users of apps with grant-type authorization_code cannot sign in without it.",
                    "https://tokens.example.com/authorization/callback, as it is registered at Talkdesk");
        }
        if (app.reuse() == Reuse.SHARED) {
            settings.problem(prefix + ".reuse", "would hand one user's token to others.", "per-user, or leave it out");
        }
        if (app.callers() != null && !app.callers().stream().allMatch(GrantReader::isOfIssuer)) {
            settings.problem(
                    prefix + ".callers",
                    "lists others than issuers: a refresh token belongs to one user, not to a fleet.",
                    "[issuer], or leave it out");
        }
        account.filter(it -> it.authorizationUrl() == null)
                .ifPresent(it -> settings.problem(
                        "talkdesk.accounts." + it.id() + ".authorization-uri",
                        "is missing, and does not follow from the token URL.",
                        "https://acme.talkdeskid.com/oauth/authorize"));
        return returnTo(prefix + ".return-to", app.returnTo()).map(Grant.AuthorizationCode::new);
    }

    private static boolean isOfIssuer(String caller) {
        String kind = CallerKind.ISSUER.wireName();
        return caller.equals(kind) || caller.startsWith(kind + ":");
    }

    /** Never plain http but in the sandbox: whoever listens would have the code. */
    private Optional<URI> returnTo(String property, @Nullable String text) {
        if (text == null || text.isBlank()) {
            settings.problem(property, "is missing: where do users go who have signed in?", LINK);
            return Optional.empty();
        }
        Optional<URI> link = OutboundUrl.read(settings, property, text.strip(), LINK);
        if (link.isPresent()
                && !settings.isSandbox()
                && !"https".equalsIgnoreCase(link.get().getScheme())) {
            settings.problem(property, "must be https.", LINK);
        }
        return link;
    }
}
