package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.accounts.SigningKeys.UnfitAlgorithmException;
import dev.tokenvending.core.SigningKey;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tries a text as a private key, as start-up does, and sees to it that no refusal tells anything of the key. */
final class KeyTrial {

    /** What stands between the parts of a text that could be of a key. */
    private static final Pattern NOT_OF_A_KEY =
            Pattern.compile("[^A-Za-z0-9+/=]+|[A-Z]*(?:PRIVATE|PUBLIC|CERTIFICATE)[A-Z]*");

    private KeyTrial() {}

    /** The key, or empty when it was refused as it should be; anything else fails the test. */
    static Optional<SigningKey> parse(String text) {
        try {
            return Optional.of(signingKey(text));
        } catch (UnusableKeyException e) {
            assertTellsNothing(e, text);
            return Optional.empty();
        } catch (UnfitAlgorithmException | RuntimeException e) {
            throw new AssertionError("Not refused as a key should be: " + text, e);
        }
    }

    static void assertRefused(String text, String reason) {
        assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> signingKey(text))
                .withMessageStartingWith(reason)
                .satisfies(refusal -> assertTellsNothing(refusal, text));
    }

    static SigningKey signingKey(String text) throws UnusableKeyException, UnfitAlgorithmException {
        return SigningKeys.of("id", PrivateKeys.parse(text), null);
    }

    private static void assertTellsNothing(UnusableKeyException refusal, String text) {
        assertThat(refusal).hasNoCause();
        String told = String.valueOf(refusal.getMessage());
        assertThat(told).hasSizeBetween(10, 120);
        assertThat(NOT_OF_A_KEY
                        .splitAsStream(text)
                        .filter(part -> part.length() >= 8)
                        .map(part -> part.substring(0, 8))
                        .filter(told::contains))
                .isEmpty();
    }
}
