package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import dev.tokenvending.settings.TestSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Any addresses, networks and chains of proxies. */
class AddressLawsTests {

    private static final TrustedProxies PROXIES =
            TrustedProxies.read(TestSettings.of("token-vending.trusted-proxies=10.0.0.0/8, 2001:db8::/32"));

    private static final Pattern IPV6_GROUP = Pattern.compile("[0-9a-f]+");
    private static final Pattern ZEROS = Pattern.compile("\\b0(?::0)*\\b");

    @Test
    void textWhenOfAnyAddressThenOneAndReadAsThatAddress() {
        Samples.forAll(some -> {
            InetAddress address = address(some);
            String text = IpAddresses.text(address);
            assertThat(IpAddresses.parse(text)).contains(address);
            assertThat(IpAddresses.parse(text.toUpperCase(Locale.ROOT))).contains(address);
            assertThat(IpAddresses.parse(address.getHostAddress()).map(IpAddresses::text))
                    .contains(text);
            assertThat(text)
                    .matches("[0-9a-f.:]+")
                    .doesNotContain(":::")
                    .doesNotContainPattern(":0[0-9a-f]")
                    .doesNotContainPattern("::.*::")
                    .doesNotContainPattern("^(?!.*::).*\\b0:0\\b");
            assertThat(text.contains("::") ? firstOfTheLongestZeros(text) : true)
                    .isTrue();
        });
    }

    /** RFC 5952 §4.2.3. */
    private static boolean firstOfTheLongestZeros(String text) {
        int colons = text.indexOf("::");
        int groups = (int) IPV6_GROUP.matcher(text).results().count();
        int left = zeros(text.substring(0, colons));
        int right = zeros(text.substring(colons));
        return left < 8 - groups && right <= 8 - groups;
    }

    /** How many groups that are zero stand side by side at most. */
    private static int zeros(String part) {
        return ZEROS.matcher(part)
                .results()
                .mapToInt(run -> (run.group().length() + 1) / 2)
                .max()
                .orElse(0);
    }

    @Test
    void containsWhenOfAnyNetworkThenExactlyThoseWhoShareItsPrefix() {
        Samples.forAll(some -> {
            byte[] bytes = address(some).getAddress();
            int bits = bytes.length * Byte.SIZE;
            int prefix = some.upTo(bits);
            byte[] start = withoutBitsFrom(prefix, bytes);
            Network network = Network.parse(text(start) + "/" + prefix).orElseThrow();
            assertThat(network.contains(InetAddress.getByAddress(bytes))).isTrue();
            int flipped = some.upTo(bits - 1);
            byte[] other = bytes.clone();
            other[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
            assertThat(network.contains(InetAddress.getByAddress(other))).isEqualTo(flipped >= prefix);
            assertThat(network.contains(InetAddress.getByAddress(some.bytes(bytes.length == 4 ? 16 : 4))))
                    .as("the other family")
                    .isFalse();
            byte[] beyond = start.clone();
            beyond[flipped / 8] |= (byte) (0x80 >> flipped % 8);
            assertThat(Network.parse(text(beyond) + "/" + prefix).isPresent()).isEqualTo(flipped < prefix);
            int shorter = some.upTo(prefix);
            Network wider = Network.parse(text(withoutBitsFrom(shorter, start)) + "/" + shorter)
                    .orElseThrow();
            assertThat(wider.contains(InetAddress.getByAddress(bytes))).isTrue();
            assertThat(Network.parse(text(start) + "/" + (bits + 1))).isEmpty();
        });
    }

    @Test
    void clientWhenChainIsAnyThenTheFirstFromTheRightThatNobodyTrusts() {
        Samples.forAll(some -> {
            InetAddress peer = hop(some);
            List<InetAddress> hops = new ArrayList<>();
            for (int i = some.upTo(12); i > 0; i--) {
                hops.add(hop(some));
            }
            List<InetAddress> way = new ArrayList<>(hops);
            way.add(peer);
            Collections.reverse(way);
            InetAddress expected =
                    way.stream().filter(hop -> !PROXIES.trust(hop)).findFirst().orElse(way.getLast());
            List<String> lines = hops.stream().map(hop -> written(some, hop)).toList();
            String header = String.join(some.oneOf(",", ", ", " ,\t"), lines);
            assertThat(ForwardedFor.of(hops.isEmpty() ? List.of() : List.of(header))
                            .client(peer, PROXIES))
                    .isEqualTo(expected);
            assertThat(ForwardedFor.of(lines).client(peer, PROXIES))
                    .as("a line each")
                    .isEqualTo(expected);
        });
    }

    private static InetAddress hop(Samples some) throws UnknownHostException {
        return some.oneOf(
                InetAddress.ofLiteral("10." + some.upTo(255) + ".2.3"),
                InetAddress.ofLiteral("10.1.2." + some.upTo(255)),
                InetAddress.ofLiteral("2001:db8::" + some.upTo(9)),
                address(some));
    }

    private static String written(Samples some, InetAddress hop) {
        String text = IpAddresses.text(hop);
        boolean six = text.indexOf(':') >= 0;
        return some.oneOf(text, six ? "[" + text + "]:443" : text + ":8080", six ? text + "%eth0" : text);
    }

    /** An IPv4 address in IPv6 clothes is an IPv4 address already. */
    private static InetAddress address(Samples some) throws UnknownHostException {
        return InetAddress.getByAddress(some.bytes(some.oneOf(4, 16)));
    }

    private static String text(byte[] address) throws UnknownHostException {
        return IpAddresses.text(InetAddress.getByAddress(address));
    }

    private static byte[] withoutBitsFrom(int prefix, byte[] address) {
        byte[] start = address.clone();
        for (int bit = prefix; bit < start.length * 8; bit++) {
            start[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return start;
    }
}
