package dev.tokenvending.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressKeyTests {

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "unknown", "", "example.com", "1.2.3.4.5", "2001:db8::/32"})
    void ofWhenNotIpv6ThenTheTextItself(String address) {
        assertThat(AddressKey.of(address)).isEqualTo(address);
    }

    @Test
    void ofWhenIpv6ThenOfItsNetwork() {
        assertThat(AddressKey.of("2001:db8:1:2::1"))
                .isEqualTo(AddressKey.of("2001:db8:1:2:ffff:ffff:ffff:ffff"))
                .isEqualTo("20010db800010002/64")
                .isNotEqualTo(AddressKey.of("2001:db8:1:3::1"));
    }
}
