package dev.tokenvending.caller;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text. Names are never looked up. */
final class IpAddresses {

    /** Java's own parser takes {@code 1.2} and {@code 010.0.0.1} too, and others read those differently. */
    private static final Pattern FOUR = Pattern.compile("(?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3}");

    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private IpAddresses() {}

    /** The address of a literal without port; an IPv4 address in IPv6 clothes (RFC 4291 §2.5.5.2) is the IPv4 address. */
    static Optional<InetAddress> parse(String text) {
        if (!FOUR.matcher(text).matches()
                && !(text.indexOf(':') >= 0 && SIX.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The one text of an address; of an IPv6 address that of RFC 5952, without its zone. */
    static String text(InetAddress address) {
        return address instanceof Inet6Address six ? text(six) : address.getHostAddress();
    }

    private static String text(Inet6Address address) {
        String[] groups = address.getHostAddress().replaceFirst("%.*", "").split(":");
        int start = 0;
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            int zeros = zerosFrom(i, groups);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        if (length < 2) {
            return String.join(":", groups);
        }
        return String.join(":", Arrays.asList(groups).subList(0, start))
                + "::"
                + String.join(":", Arrays.asList(groups).subList(start + length, groups.length));
    }

    private static int zerosFrom(int start, String[] groups) {
        int end = start;
        while (end < groups.length && groups[end].equals("0")) {
            end++;
        }
        return end - start;
    }
}
