package dev.tokenvending.caller;

import static java.lang.Math.max;
import static java.lang.Math.min;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.TestSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Any addresses, networks and chains of proxies. */
class AddressLawsTests {

    private static final TrustedProxies PROXIES =
            TrustedProxies.read(TestSettings.of("token-vending.trusted-proxies=10.0.0.0/8, 2001:db8::/32"));

    private static final Pattern IPV6_GROUP = Pattern.compile("[0-9a-f]+");
    private static final Pattern ZEROS = Pattern.compile("\\b0(?::0)*\\b");

    record Hop(InetAddress address, String written) {}

    /** An address, the prefixes of two networks that it is in, and a bit of it. */
    record Member(InetAddress address, int prefix, int shorter, int flipped) {}

    @Property
    void textWhenOfAnyAddressThenOneAndReadAsThatAddress(@ForAll("addresses") InetAddress address) {
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
        assertThat(text.contains("::") ? firstOfTheLongestZeros(text) : true).isTrue();
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

    @Property
    void containsWhenOfAnyNetworkThenExactlyThoseWhoShareItsPrefix(@ForAll("members") Member member) {
        byte[] bytes = member.address().getAddress();
        int prefix = member.prefix();
        int flipped = member.flipped();
        byte[] start = withoutBitsFrom(prefix, bytes);
        Network network = Network.parse(text(start) + "/" + prefix).orElseThrow();
        assertThat(network.contains(member.address())).isTrue();
        byte[] other = bytes.clone();
        other[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
        assertThat(network.contains(address(other))).isEqualTo(flipped >= prefix);
        assertThat(network.contains(InetAddress.ofLiteral(bytes.length == 4 ? "2001:db8::1" : "10.1.2.3")))
                .as("the other family")
                .isFalse();
        byte[] beyond = start.clone();
        beyond[flipped / 8] |= (byte) (0x80 >> flipped % 8);
        assertThat(Network.parse(text(beyond) + "/" + prefix).isPresent()).isEqualTo(flipped < prefix);
        int shorter = member.shorter();
        Network wider = Network.parse(text(withoutBitsFrom(shorter, start)) + "/" + shorter)
                .orElseThrow();
        assertThat(wider.contains(member.address())).isTrue();
        assertThat(Network.parse(text(start) + "/" + (bytes.length * Byte.SIZE + 1)))
                .isEmpty();
    }

    @Property
    void clientWhenChainIsAnyThenTheFirstFromTheRightThatNobodyTrusts(
            @ForAll("hops") Hop peer,
            @ForAll @Size(max = 12) List<@From("hops") Hop> hops,
            @ForAll("separators") String separator) {
        List<InetAddress> way = Stream.concat(hops.stream(), Stream.of(peer))
                .map(Hop::address)
                .toList()
                .reversed();
        InetAddress expected =
                way.stream().filter(hop -> !PROXIES.trust(hop)).findFirst().orElse(way.getLast());
        List<String> lines = hops.stream().map(Hop::written).toList();
        assertThat(ForwardedFor.of(hops.isEmpty() ? List.of() : List.of(String.join(separator, lines)))
                        .client(peer.address(), PROXIES))
                .isEqualTo(expected);
        assertThat(ForwardedFor.of(lines).client(peer.address(), PROXIES))
                .as("a line each")
                .isEqualTo(expected);
    }

    /** Half of them mostly zeros. An IPv4 address in IPv6 clothes is an IPv4 address already. */
    @Provide
    Arbitrary<InetAddress> addresses() {
        Arbitrary<Byte> any = Arbitraries.bytes();
        Arbitrary<Byte> sparse = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just((byte) 0)), Tuple.of(1, any));
        return Arbitraries.oneOf(bytes(any, 4), bytes(any, 16), bytes(sparse, 4), bytes(sparse, 16))
                .map(AddressLawsTests::address);
    }

    private static Arbitrary<byte[]> bytes(Arbitrary<Byte> each, int length) {
        return each.array(byte[].class).ofSize(length);
    }

    @Provide
    Arbitrary<Member> members() {
        return addresses().flatMap(address -> {
            int bits = address.getAddress().length * Byte.SIZE;
            return Combinators.combine(
                            Arbitraries.integers().between(0, bits),
                            Arbitraries.integers().between(0, bits),
                            Arbitraries.integers().between(0, bits - 1))
                    .as((one, other, flipped) -> new Member(address, max(one, other), min(one, other), flipped));
        });
    }

    /** Half of them are trusted. */
    @Provide
    Arbitrary<Hop> hops() {
        Arbitrary<InetAddress> trusted = Arbitraries.of(
                        "10.0.0.0", "10.1.2.3", "10.255.255.255", "2001:db8::", "2001:db8::1")
                .map(InetAddress::ofLiteral);
        return Arbitraries.oneOf(trusted, addresses()).flatMap(address -> {
            String text = IpAddresses.text(address);
            return address.getAddress().length == 4
                    ? Arbitraries.of(text, text + ":8080").map(written -> new Hop(address, written))
                    : Arbitraries.of(text, "[" + text + "]:443", text + "%eth0")
                            .map(written -> new Hop(address, written));
        });
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(",", ", ", " ,\t");
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(byte[] address) {
        return IpAddresses.text(address(address));
    }

    private static byte[] withoutBitsFrom(int prefix, byte[] address) {
        byte[] start = address.clone();
        for (int bit = prefix; bit < start.length * 8; bit++) {
            start[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return start;
    }
}
