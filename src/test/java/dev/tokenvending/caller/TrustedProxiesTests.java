package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTests {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.0.0.0/9, 10.128.0.0, false",
        "192.0.2.4/31, 192.0.2.5, true",
        "192.0.2.4/31, 192.0.2.6, false",
        "192.0.2.4, 192.0.2.4, true",
        "192.0.2.4, 192.0.2.5, false",
        "192.0.2.4/32, ::ffff:192.0.2.4, true",
        "2001:db8::/33, 2001:db8:7fff:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "::1/128, ::2, false",
        "2000::/3, 32.0.0.1, false",
        "32.0.0.0/3, 2001:db8::1, false",
        "0.0.0.0/1, 127.0.0.1, true",
    })
    void trustWhenAddressIsOfTheNetworkThenTrusted(String network, String address, boolean trusted) {
        assertThat(read(network).trust(IpAddresses.parse(address).orElseThrow()))
                .isEqualTo(trusted);
    }

    @Test
    void readWhenNothingIsSetThenNobodyIsTrusted() {
        TrustedProxies none = TrustedProxies.read(TestSettings.of());
        assertThat(List.of("127.0.0.1", "::1", "10.0.0.1"))
                .allSatisfy(address -> assertThat(
                                none.trust(IpAddresses.parse(address).orElseThrow()))
                        .isFalse());
    }

    @Test
    void readWhenThereAreSeveralThenAllAreTrusted() {
        TrustedProxies proxies = read("10.0.0.0/8, 2001:db8::/32 ,192.0.2.1");
        assertThat(List.of("10.1.1.1", "2001:db8::1", "192.0.2.1"))
                .allSatisfy(address -> assertThat(
                                proxies.trust(IpAddresses.parse(address).orElseThrow()))
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "proxy.example.com",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/",
                "/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.1/8",
                "2001:db8::1/64",
                "::ffff:10.0.0.0/104",
                "10.0.0.*",
                "10.0.0.0-10.0.0.9",
                "10.0/8",
                "10.0.0.0/99999999999",
                "*",
                "private",
            })
    void readWhenItIsNoNetworkThenProblem(String network) {
        assertThat(problems(network))
                .containsExactly("token-vending.trusted-proxies[0] is neither an IP address nor a network with all bits"
                        + " beyond its prefix zero.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0"})
    void readWhenEverybodyIsTrustedThenProblem(String network) {
        assertThat(problems("10.0.0.0/8", network))
                .containsExactly(
                        "token-vending.trusted-proxies[1] trusts everybody: anybody could take anybody's address.");
    }

    private static TrustedProxies read(String networks) {
        Settings settings = TestSettings.of("token-vending.trusted-proxies=" + networks);
        TrustedProxies proxies = TrustedProxies.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return proxies;
    }

    private static List<String> problems(String... networks) {
        String[] lines = new String[networks.length];
        for (int i = 0; i < networks.length; i++) {
            lines[i] = "token-vending.trusted-proxies[" + i + "]=" + networks[i];
        }
        Settings settings = TestSettings.of(lines);
        TrustedProxies.read(settings);
        return TestSettings.problems(settings);
    }
}
