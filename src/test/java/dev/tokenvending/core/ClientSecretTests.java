package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ClientSecretTests {

    @Test
    void toStringWhenPrintedThenNotTheSecret() {
        assertThat(new ClientSecret("c4nary").toString()).isEqualTo("ClientSecret[hidden]");
    }

    @Test
    void nameWhenSecretsDifferThenNamesDifferAndTellNothing() {
        ClientCredential.Name name = new ClientSecret("c4nary").name();
        assertThat(name).isEqualTo(new ClientSecret("c4nary").name());
        assertThat(name).isNotEqualTo(new ClientSecret("c4nary2").name());
        assertThat(name.toString()).doesNotContain("c4nary").contains("client_secret_basic");
    }

    @Test
    void constructorWhenBlankThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientSecret(" "));
    }
}
