package dev.tokenvending.token;

import dev.tokenvending.settings.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The headers that policies see, by their names in lower case.
 *
 * @param fromAnybody those that count whoever has sent them
 * @param fromProxies those that count only when a trusted proxy has sent the request
 */
public record RequestHeaders(Set<String> fromAnybody, Set<String> fromProxies) {

    private static final int MOST = 20;

    /** A token (RFC 9110 §5.6.2). */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "x-firebase-appcheck", "dpop");

    public RequestHeaders {
        fromAnybody = Set.copyOf(fromAnybody);
        fromProxies = Set.copyOf(fromProxies);
    }

    /**
     * The headers of {@code token-vending.request-headers} and {@code token-vending.proxy-headers}.
     *
     * @param credentialHeaders those that callers' credentials come in, which nobody else may see
     */
    public static RequestHeaders read(Settings settings, Set<String> credentialHeaders) {
        RequestHeadersProperties properties = settings.read(RequestHeadersProperties.class);
        Set<String> fromAnybody =
                read(settings, "token-vending.request-headers", properties.requestHeaders(), "X-App-Version");
        Set<String> fromProxies =
                read(settings, "token-vending.proxy-headers", properties.proxyHeaders(), "CF-IPCountry");
        if (fromProxies.stream().anyMatch(fromAnybody::contains)) {
            settings.problem(
                    "token-vending.proxy-headers",
                    "names a header of token-vending.request-headers, which anybody may send.",
                    "CF-IPCountry");
        }
        credentialHeaders.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> fromAnybody.contains(name) || fromProxies.contains(name))
                .forEach(name -> settings.problem(
                        "token-vending." + (fromAnybody.contains(name) ? "request-headers" : "proxy-headers"),
                        "names the header of an issuer's tokens, which are not for policies to see.",
                        "X-App-Version"));
        return new RequestHeaders(fromAnybody, fromProxies);
    }

    private static Set<String> read(Settings settings, String property, List<String> configured, String example) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < configured.size(); i++) {
            String name = configured.get(i).strip().toLowerCase(Locale.ROOT);
            String entry = property + "[" + i + "]";
            if (!NAME.matcher(name).matches()) {
                settings.problem(entry, "is no name of a header.", example);
            } else if (CREDENTIALS.contains(name)) {
                settings.problem(entry, "holds a credential, which is not for policies to see.", example);
            } else if (!names.add(name)) {
                settings.problem(entry, "is there twice.", example);
            }
        }
        if (names.size() > MOST) {
            settings.problem(property, "has more than " + MOST + " entries.", example);
        }
        return names;
    }
}
