package dev.tokenvending.accounts;

import dev.tokenvending.accounts.TalkdeskProperties.AccountProperties;
import dev.tokenvending.settings.OutboundUrl;
import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an account's tokens are asked for: the configured URL, or the one its name and region make. */
final class TokenUrl {

    private static final Pattern HOST_LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final String EXAMPLE = "https://acme.talkdeskid.com/oauth/token";

    private TokenUrl() {}

    static Optional<URI> read(Settings settings, String prefix, AccountProperties account, Regions regions) {
        return account.tokenUri() == null
                ? fromRegion(settings, prefix, account, regions)
                : OutboundUrl.read(settings, prefix + "token-uri", account.tokenUri(), EXAMPLE);
    }

    private static Optional<URI> fromRegion(
            Settings settings, String prefix, AccountProperties account, Regions regions) {
        String name = account.accountName();
        boolean good = name != null && HOST_LABEL.matcher(name).matches();
        if (!good) {
            String what =
                    name == null ? "is missing." : "is no host label: letters, digits and hyphens, without the domain.";
            settings.problem(prefix + "account-name", what, "acme, as in https://acme.talkdeskid.com");
        }
        Optional<String> domain = regions.idDomain(account.region() == null ? Regions.DEFAULT : account.region());
        if (domain.isEmpty()) {
            settings.problem(prefix + "region", "is not a known region.", String.join(", ", regions.names()));
        }
        return good
                ? domain.map(host -> URI.create("https://" + name + "." + host + "/oauth/token"))
                : Optional.empty();
    }
}
