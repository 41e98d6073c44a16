package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTests {

    private static final String KEY = "c4nary-0123456789";

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8:1:2::3", "unknown"})
    void writtenWhenNothingIsSetThenAllOfIt(String address) {
        assertThat(ClientAddresses.read(TestSettings.of()).written(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.0/24",
        "10.0.0.0, 10.0.0.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1::/48",
        "2001:db8:abcd::1, 2001:db8:abcd::/48",
        "2001:db8:0:1::1, 2001:db8::/48",
        "2001:0:1::1, 2001:0:1::/48",
        "::1, ::/48",
        "fe80::1, fe80::/48",
        "unknown, unknown",
    })
    void writtenWhenTruncatedThenItsNetwork(String address, String network) {
        ClientAddresses addresses =
                ClientAddresses.read(TestSettings.of("token-vending.audit.client-address=truncated"));
        assertThat(addresses.written(address)).isEqualTo(network);
    }

    @Test
    void writtenWhenHashedThenByTheKeyAndAlwaysTheSame() {
        ClientAddresses one = hashed(KEY);
        String written = one.written("203.0.113.7");
        assertThat(written).matches("[0-9a-f]{32}").isEqualTo(hashed(KEY).written("203.0.113.7"));
        assertThat(one.written("203.0.113.8")).isNotEqualTo(written);
        assertThat(hashed(KEY + "x").written("203.0.113.7")).isNotEqualTo(written);
        // openssl: printf 203.0.113.7 | openssl dgst -sha256 -hmac c4nary-0123456789
        assertThat(written).isEqualTo("a6d2dc9cd73ece1cf374264d25112d49");
    }

    @Test
    void readWhenHashedWithoutAKeyThenProblem() {
        Settings settings = TestSettings.of("token-vending.audit.client-address=hashed");
        ClientAddresses.read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.audit.address-key is missing: without it, whoever reads the log could"
                        + " hash all addresses and compare.");
    }

    @Test
    void readWhenTheKeyIsShortThenProblemWithoutIt() {
        Settings settings = TestSettings.of("token-vending.audit.address-key=c4nary");
        ClientAddresses.read(settings);
        assertThat(TestSettings.problems(settings))
                .containsExactly("token-vending.audit.address-key is shorter than 16 characters.");
        assertThat(TestSettings.message(settings)).doesNotContain("c4nary");
    }

    @Test
    void readWhenFormIsNoneOfItsValuesThenProblemWithThose() {
        Settings settings = TestSettings.of("token-vending.audit.client-address=some");
        ClientAddresses.read(settings);
        assertThat(TestSettings.message(settings)).contains("Example: full, truncated, hashed");
    }

    @Test
    void propertiesWhenPrintedThenWithoutTheKey() {
        assertThat(new AuditProperties(Overflow.REFUSE, AddressForm.HASHED, KEY).toString())
                .doesNotContain(KEY);
    }

    private static ClientAddresses hashed(String key) {
        Settings settings =
                TestSettings.of("token-vending.audit.client-address=hashed", "token-vending.audit.address-key=" + key);
        ClientAddresses addresses = ClientAddresses.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return addresses;
    }
}
