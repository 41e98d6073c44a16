package dev.tokenvending.caller.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyServerTests {

    private static String configuration(String issuer, String jwksUri) {
        return """
            {"issuer":"%s","jwks_uri":"%s"}\
            """.formatted(issuer, jwksUri);
    }

    @Test
    void keySetInWhenKeysAreOnAnotherHostThenThere() throws IOException {
        String issuer = "https://accounts.example.com";
        assertThat(KeyServer.keySetIn(configuration(issuer, "https://keys.example.net/jwks"), issuer))
                .hasToString("https://keys.example.net/jwks");
    }

    /** What came over https must not send us to a door of this machine, or over a wire that anybody reads. */
    @ParameterizedTest
    @CsvSource({
        "https://accounts.example.com, http://localhost:8080/jwks",
        "https://accounts.example.com, http://127.0.0.1/jwks",
        "https://accounts.example.com, http://keys.example.com/jwks",
        "http://127.0.0.1:9000, http://keys.example.com/jwks",
        "http://127.0.0.1:9000, file:///etc/passwd"
    })
    void keySetInWhenKeysAreNowhereToCallThenRefused(String issuer, String jwksUri) {
        assertThatThrownBy(() -> KeyServer.keySetIn(configuration(issuer, jwksUri), issuer))
                .isInstanceOf(IOException.class)
                .hasMessage("It names a key set that must not be asked for");
    }

    @ParameterizedTest
    @CsvSource({
        "https://accounts.example.com, https://accounts.example.com/",
        "https://accounts.example.com, https://ACCOUNTS.example.com",
        "https://accounts.example.com, ''"
    })
    void keySetInWhenConfigurationIsOfAnotherIssuerThenRefused(String issuer, String named) {
        assertThatThrownBy(() -> KeyServer.keySetIn(configuration(named, "https://keys.example.com/jwks"), issuer))
                .isInstanceOf(IOException.class)
                .hasMessage("It is the configuration of another issuer");
    }
}
