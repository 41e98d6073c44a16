package dev.tokenvending.accounts;

import dev.tokenvending.accounts.TalkdeskProperties.AccountProperties;
import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an account's tokens are asked for: the configured URL, or the one its name and region make. */
final class TokenUrl {

    private static final Pattern HOST_LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int HIGHEST_PORT = 65_535;
    private static final String EXAMPLE = "https://acme.talkdeskid.com/oauth/token";

    private TokenUrl() {}

    static Optional<URI> read(Settings settings, String prefix, AccountProperties account, Regions regions) {
        return account.tokenUri() == null
                ? fromRegion(settings, prefix, account, regions)
                : configured(settings, prefix + "token-uri", account.tokenUri());
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

    private static Optional<URI> configured(Settings settings, String property, String text) {
        @Nullable String problem;
        try {
            URI uri = new URI(text);
            problem = problemWith(uri);
            if (problem == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            problem = "is not a URL.";
        }
        settings.problem(property, problem, EXAMPLE);
        return Optional.empty();
    }

    private static @Nullable String problemWith(URI uri) {
        if (uri.getHost() == null || uri.getScheme() == null || uri.getPort() > HIGHEST_PORT) {
            return "is not an absolute URL with a host.";
        }
        boolean https = uri.getScheme().equalsIgnoreCase("https");
        boolean loopback = uri.getScheme().equalsIgnoreCase("http") && LOOPBACK.contains(uri.getHost());
        if (!https && !loopback) {
            return "must be https (http only on a loopback host).";
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return "must hold neither credentials nor a fragment.";
        }
        return null;
    }
}
