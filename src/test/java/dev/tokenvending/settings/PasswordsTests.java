package dev.tokenvending.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTests {

    private static final String GOOD = "q7Vw-Zr2mKx9Tb4s";

    private final Passwords passwords = new Passwords();

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD,
                "2fZ8Yk0n3Hq6Tt1Wc5Rb9Xv7Lm4Jd+aE",
                "sechs verschiedene Wörter ohne Sinn",
                "password1234567X890",
                "abcdefabcdefabcdef"
            })
    void weaknessWhenLongAndVariedThenNone(String password) {
        assertThat(passwords.weakness(password)).isEmpty();
    }

    @Test
    void weaknessWhenShortThenToldFrom16Characters() {
        assertThat(passwords.weakness(GOOD)).isEmpty();
        assertThat(passwords.weakness(GOOD.substring(1))).contains("is shorter than 16 characters.");
        assertThat(passwords.weakness("")).contains("is shorter than 16 characters.");
    }

    @Test
    void weaknessWhenLongThenToldFrom1024Characters() {
        assertThat(passwords.weakness(GOOD.repeat(64))).isEmpty();
        assertThat(passwords.weakness(GOOD.repeat(64) + "x")).contains("is longer than 1024 characters.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordpassword",
                "changemechangeme",
                "correct horse battery staple",
                "0123456789abcdef",
                "your-password-here",
                // The MD5, SHA-1 and SHA-256 of "password".
                "5f4dcc3b5aa765d61d8327deb882cf99",
                "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8",
                "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"
            })
    void weaknessWhenWellKnownInWhateverCaseThenTold(String password) {
        assertThat(passwords.weakness(password)).contains("is a well-known password.");
        assertThat(passwords.weakness(password.toUpperCase(Locale.ROOT))).contains("is a well-known password.");
        assertThat(passwords.weakness(password.substring(0, 1).toUpperCase(Locale.ROOT) + password.substring(1)))
                .contains("is a well-known password.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(openssl rand -hex 24)", "`openssl rand -hex 24`"})
    void weaknessWhenItIsAShellCommandThenTold(String password) {
        assertThat(passwords.weakness(password)).contains("is a shell command, which nobody has run.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaaaaaaaaaa", "abababababababab", "abcdeabcdeabcdeabcde", "                "})
    void weaknessWhenFewCharactersRepeatThenTold(String password) {
        assertThat(passwords.weakness(password)).contains("repeats fewer than 6 characters.");
    }

    @Test
    void weaknessWhenToldThenWithoutThePassword() {
        assertThat(passwords.weakness("zzzzzzzzzzzzzzzzz"))
                .hasValueSatisfying(weakness -> assertThat(weakness).doesNotContain("zz"));
    }
}
