package dev.tokenvending.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Whom an IP address stands for: an IPv4 address for itself, an IPv6 address for its /64, which is what one home gets. */
public final class AddressKey {

    private AddressKey() {}

    /** The key of an address; of anything else, the text itself. */
    public static String of(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, 8) + "/64"
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
