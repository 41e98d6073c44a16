package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.settings.TestSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Where requests come from, when {@code 10.0.0.0/8} and one IPv6 address are proxies. */
class ClientAddressFilterTests {

    private final ClientAddressFilter filter = new ClientAddressFilter(
            TrustedProxies.read(TestSettings.of("token-vending.trusted-proxies=10.0.0.0/8, 2001:db8::10")));

    /** Anybody may write the header; only what a trusted proxy adds to it counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | 203.0.113.9",
                "192.0.2.1 | 10.0.0.1",
                "192.0.2.1 | 127.0.0.1, 203.0.113.9",
                "192.0.2.1 | nonsense",
            })
    void addressWhenPeerIsNoProxyThenThePeerWhateverTheHeaderSays(String peer, String header) {
        assertThat(address(peer, header)).isEqualTo(peer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "198.51.100.7, 203.0.113.9 | 203.0.113.9",
                "10.0.0.7, 203.0.113.9 | 203.0.113.9",
                "198.51.100.7, 203.0.113.9, 10.2.2.2, 2001:db8::10, 10.1.1.1 | 203.0.113.9",
                "198.51.100.7,203.0.113.9,10.2.2.2 | 203.0.113.9",
                "198.51.100.7 ,\t203.0.113.9\t, 10.2.2.2 | 203.0.113.9",
                "nonsense, 203.0.113.9 | 203.0.113.9",
                ", 203.0.113.9 | 203.0.113.9",
                "2001:DB8:0:0::99 | 2001:db8::99",
                "::ffff:203.0.113.9 | 203.0.113.9",
                "203.0.113.9:5678 | 203.0.113.9",
                "[2001:db8::99]:80 | 2001:db8::99",
                "[2001:db8::99] | 2001:db8::99",
                "fe80::1%eth0 | fe80::1",
                "[fe80::1%25eth0]:80 | fe80::1",
            })
    void addressWhenPeerIsAProxyThenTheRightmostThatIsNone(String header, String address) {
        assertThat(address("10.0.0.1", header)).isEqualTo(address);
        assertThat(address("0:0:0:0:0:ffff:a00:1", header)).isEqualTo(address);
        assertThat(address("2001:db8:0:0:0:0:0:10%2", header)).isEqualTo(address);
    }

    /** Whatever stands on the left of something unreadable is hearsay. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | 10.0.0.1",
                "'' | 10.0.0.1",
                "203.0.113.9, | 10.0.0.1",
                "203.0.113.9, unknown | 10.0.0.1",
                "203.0.113.9, _hidden, 10.3.3.3 | 10.3.3.3",
                "203.0.113.9, 010.0.0.1, 10.3.3.3 | 10.3.3.3",
                "203.0.113.9, , 10.3.3.3 | 10.3.3.3",
                "203.0.113.9, example.com, 10.3.3.3 | 10.3.3.3",
                "203.0.113.9, for=192.0.2.5, 10.3.3.3 | 10.3.3.3",
                "203.0.113.9, 10.4.4.4:123456, 10.3.3.3 | 10.3.3.3",
                "203.0.113.9, ], 10.3.3.3 | 10.3.3.3",
                "203.0.113.9, [::1, 10.3.3.3 | 10.3.3.3",
                "203.0.113.9, 10.4.4.4;10.5.5.5, 10.3.3.3 | 10.3.3.3",
                "10.3.3.3, 10.2.2.2 | 10.3.3.3",
            })
    void addressWhenAHopCannotBeReadThenTheLastThatCould(String header, String address) {
        assertThat(address("10.0.0.1", header)).isEqualTo(address);
    }

    @Test
    void addressWhenHeaderIsMissingThenTheProxysOwn() {
        assertThat(address("10.0.0.1")).isEqualTo("10.0.0.1");
    }

    @Test
    void addressWhenHeaderHasSeveralLinesThenTheLastCounts() {
        assertThat(address("10.0.0.1", "203.0.113.9", "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(address("10.0.0.1", "203.0.113.9", "10.2.2.2")).isEqualTo("203.0.113.9");
    }

    @Test
    void addressWhenHeaderIsEndlessThenReadOnlySoFar() {
        assertThat(address("10.0.0.1", "203.0.113.9" + ", 10.2.2.2".repeat(49))).isEqualTo("203.0.113.9");
        assertThat(address("10.0.0.1", "203.0.113.9" + ", 10.2.2.2".repeat(50))).isEqualTo("10.2.2.2");
        assertThat(address("10.0.0.1", "x".repeat(30_000) + ", 203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(address("10.0.0.1", "[".repeat(30_000))).isEqualTo("10.0.0.1");
        assertThat(address("10.0.0.1", ",".repeat(30_000))).isEqualTo("10.0.0.1");
    }

    @Test
    void addressWhenConnectionIsGoneThenUnknownAndNotTrusted() {
        assertThat(address(null, "203.0.113.9")).isEqualTo("unknown");
        assertThat(request(null, "203.0.113.9").getAttribute(RequestFacts.FROM_TRUSTED_PROXY))
                .isEqualTo(false);
    }

    @Test
    void fromTrustedProxyWhenPeerIsOneThenTrue() {
        assertThat(request("10.0.0.1").getAttribute(RequestFacts.FROM_TRUSTED_PROXY))
                .isEqualTo(true);
        assertThat(request("192.0.2.1", "10.0.0.1").getAttribute(RequestFacts.FROM_TRUSTED_PROXY))
                .isEqualTo(false);
    }

    @Test
    void addressOfWhenNobodyHasFoundItOutThenUnknown() {
        assertThat(ClientAddressFilter.addressOf(new MockHttpServletRequest())).isEqualTo("unknown");
    }

    private String address(@Nullable String peer, String... lines) {
        return ClientAddressFilter.addressOf(request(peer, lines));
    }

    private HttpServletRequest request(@Nullable String peer, String... lines) {
        MockHttpServletRequest sent = new MockHttpServletRequest();
        for (String line : lines) {
            sent.addHeader("X-Forwarded-For", line);
        }
        HttpServletRequest request = new HttpServletRequestWrapper(sent) {
            @Override
            public @Nullable String getRemoteAddr() {
                return peer;
            }
        };
        try {
            filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        } catch (ServletException | IOException e) {
            throw new AssertionError(e);
        }
        return request;
    }
}
