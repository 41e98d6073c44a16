package dev.tokenvending.vending;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web origin as browsers write it in {@code Origin} (WHATWG HTML §7.1.1), which is what it is compared with, letter by
 * letter: {@code https}, or {@code http} on a loopback host; no default port, no path, no wildcard.
 */
final class WebOrigin {

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern ORIGIN = Pattern.compile("(?<scheme>https?)://"
            + "(?<host>" + LABEL + "(?:\\." + LABEL + "){0,30}|\\[[0-9a-f:]{2,39}])"
            + "(?::(?<port>[1-9][0-9]{0,4}))?");
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:.*\\.)?localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1]");
    private static final int HIGHEST_PORT = 65_535;

    private WebOrigin() {}

    /** Whether a browser could send that, and may. */
    static boolean isAllowed(String text) {
        Matcher origin = ORIGIN.matcher(text);
        if (!origin.matches()) {
            return false;
        }
        boolean https = origin.group("scheme").equals("https");
        String port = origin.group("port");
        boolean goodPort = port == null
                || (Integer.parseInt(port) <= HIGHEST_PORT && Integer.parseInt(port) != (https ? 443 : 80));
        return goodPort && (https || LOOPBACK.matcher(origin.group("host")).matches());
    }
}
