package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tokenvending.limits.AddressKey;
import dev.tokenvending.settings.TestSettings;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whatever forwarding headers say, nobody chooses an address but those who are trusted to. */
class ForwardedForFuzzTests {

    private static final TrustedProxies PROXIES =
            TrustedProxies.read(TestSettings.of("token-vending.trusted-proxies=10.0.0.0/8, 2001:db8::10"));
    private static final TrustedProxies NONE = TrustedProxies.read(TestSettings.of());

    static Stream<byte[]> headers() {
        return Stream.of(
                        "10.0.0.1\n203.0.113.9",
                        "192.0.2.1\n203.0.113.9, 10.0.0.1",
                        "10.0.0.1\n198.51.100.7, 203.0.113.9, 10.2.2.2, 2001:db8::10, 10.1.1.1",
                        "2001:db8:0:0:0:0:0:10%2\n[fe80::1%25eth0]:80",
                        "0:0:0:0:0:ffff:a00:1\n::ffff:203.0.113.9,\t203.0.113.9:5678",
                        "10.0.0.1\n1.2\n010.0.0.1, 0x7f.1\nunknown, _hidden",
                        "10.0.0.1\n" + "10.0.0.2,".repeat(60) + "10.0.0.3",
                        "\n,,,")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A line for the peer as Tomcat writes it, and one for each {@code X-Forwarded-For}. */
    @MethodSource("headers")
    @FuzzTest
    void addressWhenHeadersAreAnyThenNobodyUntrustedChoosesIt(byte[] input) throws Exception {
        List<String> lines = List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", 5));
        String peer = lines.getFirst();
        List<String> headers = lines.subList(1, lines.size());
        String bare = address(NONE, peer, List.of());
        assertThat(address(NONE, peer, headers)).isEqualTo(bare);
        String address = address(PROXIES, peer, headers);
        if (bare.equals("unknown")) {
            assertThat(address).isEqualTo(bare);
            return;
        }
        InetAddress parsed = IpAddresses.parse(address).orElseThrow();
        assertThat(IpAddresses.text(parsed)).isEqualTo(address);
        assertThat(AddressKey.of(address)).matches("[0-9a-f]{16}/64|[0-9.]{7,15}");
        if (!PROXIES.trust(IpAddresses.parse(bare).orElseThrow())) {
            assertThat(address).isEqualTo(bare);
        }
        if (!PROXIES.trust(parsed)) {
            String[] more = Stream.concat(Stream.of("203.0.113.99, nonsense, 10.0.0.9"), headers.stream())
                    .toArray(String[]::new);
            assertThat(address(PROXIES, peer, List.of(more)))
                    .as("what stands on the left is hearsay")
                    .isEqualTo(address);
        }
    }

    private static String address(TrustedProxies proxies, String peer, List<String> headers)
            throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        headers.forEach(header -> request.addHeader("X-Forwarded-For", header));
        new ClientAddressFilter(proxies).doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        return ClientAddressFilter.addressOf(request);
    }
}
