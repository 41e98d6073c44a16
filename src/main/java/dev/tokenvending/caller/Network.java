package dev.tokenvending.caller;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IP addresses (RFC 4632 §3.1, RFC 4291 §2.3).
 *
 * @param prefix how many bits of the address all of them share
 */
record Network(InetAddress address, int prefix) {

    private static final Pattern CIDR = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

    /** The block in the given text, or that of a single address; empty when the text is none, or says two things. */
    static Optional<Network> parse(String text) {
        Matcher cidr = CIDR.matcher(text);
        if (!cidr.matches()) {
            return Optional.empty();
        }
        return IpAddresses.parse(cidr.group(1))
                .map(address ->
                        new Network(address, cidr.group(2) == null ? bits(address) : Integer.parseInt(cidr.group(2))))
                .filter(network -> network.prefix <= bits(network.address) && !network.hasBitsBeyondPrefix());
    }

    boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(ours, bit) != bit(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasBitsBeyondPrefix() {
        for (int bit = prefix; bit < bits(address); bit++) {
            if (bit(address.getAddress(), bit) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int bit(byte[] address, int index) {
        return address[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }
}
