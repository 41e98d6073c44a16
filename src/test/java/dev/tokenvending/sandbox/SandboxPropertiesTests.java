package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.mock.env.MockEnvironment;

class SandboxPropertiesTests {

    @Test
    void fromWhenNothingIsSetThenDefaults() {
        var properties = SandboxProperties.from(new MockEnvironment());
        assertThat(properties.port()).isZero();
        assertThat(properties.scopes()).containsExactly("visual-sessions:execute");
        assertThat(properties.whenUnconfigured()).isFalse();
    }

    @Test
    void fromWhenSetThenTaken() {
        var properties = SandboxProperties.from(new MockEnvironment()
                .withProperty("sandbox.port", "4711")
                .withProperty("sandbox.scopes", "a:b, c:d")
                .withProperty("sandbox.when-unconfigured", "true"));
        assertThat(properties.port()).isEqualTo(4711);
        assertThat(properties.scopes()).containsExactly("a:b", "c:d");
        assertThat(properties.whenUnconfigured()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"sandbox.port, -1", "sandbox.port, 65536", "sandbox.port, http", "sandbox.scopes, ''"})
    void fromWhenWrongThenRefused(String name, String value) {
        var environment = new MockEnvironment().withProperty(name, value);
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> SandboxProperties.from(environment));
    }
}
