package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressesTests {

    /** The IPv6 texts are those of RFC 5952. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:0201, 192.0.2.1",
        "::, ::",
        "::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "1::, 1::",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    })
    void parseWhenAddressThenOneTextForEach(String text, String canonical) {
        assertThat(IpAddresses.parse(text).map(IpAddresses::text)).contains(canonical);
    }

    /** Others read some of these as one address, some as another; names would be looked up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "256.0.0.1",
                "1.2.3.04",
                "010.0.0.1",
                "0x7f.0.0.1",
                "1.2.3.4 ",
                "1.2.3.-4",
                "localhost",
                "example.com",
                "a.b.c.d",
                "fe80::1%eth0",
                "[::1]",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "g::1",
                "1.2.3.4:80",
                "::ffff:1.2.3.256",
                "١.٢.٣.٤",
                "unknown",
                "_hidden",
            })
    void parseWhenAnythingElseThenNone(String text) {
        assertThat(IpAddresses.parse(text)).isEmpty();
    }
}
