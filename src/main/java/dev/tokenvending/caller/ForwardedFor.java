package dev.tokenvending.caller;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code X-Forwarded-For} of a request: each proxy adds the address it was called from at the right, so that all on
 * the left of what a trusted proxy has added is hearsay.
 *
 * @param hops all lines of the header, in their order, joined by commas
 */
record ForwardedFor(String hops) {

    private static final int MOST_HOPS = 50;

    /** An address; one with a port, or in brackets as IPv6 addresses with ports are; each with a zone or without. */
    private static final Pattern HOP =
            Pattern.compile("\\[([^\\]%]+)(?:%[^\\]]*)?](?::\\d{1,5})?|([\\d.]+):\\d{1,5}|([^%\\[\\]]+)(?:%.*)?");

    static ForwardedFor of(List<String> lines) {
        return new ForwardedFor(String.join(",", lines));
    }

    /**
     * The first address from the right that is no trusted proxy's, beginning with the peer; where the way cannot be read
     * any further, the last one that could.
     */
    InetAddress client(InetAddress peer, TrustedProxies proxies) {
        InetAddress client = peer;
        int end = hops.length();
        for (int hop = 0; hop < MOST_HOPS && end > 0 && proxies.trust(client); hop++) {
            int comma = hops.lastIndexOf(',', end - 1);
            Optional<InetAddress> next = parse(hops.substring(comma + 1, end).strip());
            if (next.isEmpty()) {
                return client;
            }
            client = next.get();
            end = comma;
        }
        return client;
    }

    private static Optional<InetAddress> parse(String text) {
        Matcher hop = HOP.matcher(text);
        if (!hop.matches()) {
            return Optional.empty();
        }
        for (int group = 1; group <= hop.groupCount(); group++) {
            if (hop.group(group) != null) {
                return IpAddresses.parse(hop.group(group));
            }
        }
        return Optional.empty();
    }
}
