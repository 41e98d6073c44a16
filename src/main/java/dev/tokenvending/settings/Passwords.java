package dev.tokenvending.settings;

import dev.tokenvending.core.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which passwords are too easily guessed to stand before a token. */
public final class Passwords {

    private static final int SHORTEST = 16;
    private static final int LONGEST = 1024;
    private static final int FEWEST_DISTINCT = 6;

    private final Set<String> wellKnown;

    /** Reads the list of well-known passwords that comes with the service. */
    public Passwords() {
        try (InputStream list = Passwords.class.getResourceAsStream("well-known-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("well-known-passwords.txt is missing from the jar");
            }
            wellKnown = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new IllegalStateException("well-known-passwords.txt cannot be read", e);
        }
    }

    /**
     * Whether a SHA-256, in lower-case hexadecimal, is that of a password anybody would try, or one that nobody has
     * computed.
     */
    public boolean isHashOfWellKnown(String sha256) {
        return wellKnown.contains(sha256)
                || sha256.chars().distinct().count() < FEWEST_DISTINCT
                || Fingerprint.of("").hex().equals(sha256)
                || wellKnown.stream()
                        .anyMatch(password -> Fingerprint.of(password).hex().equals(sha256));
    }

    /** Why the password is refused, as the end of the sentence "the setting …"; empty when it is not. */
    public Optional<String> weakness(String password) {
        if (password.length() < SHORTEST) {
            return Optional.of("is shorter than " + SHORTEST + " characters.");
        }
        if (password.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters.");
        }
        if (password.startsWith("$(") || password.startsWith("`")) {
            return Optional.of("is a shell command, which nobody has run.");
        }
        if (wellKnown.contains(password.toLowerCase(Locale.ROOT))) {
            return Optional.of("is a well-known password.");
        }
        if (password.chars().distinct().count() < FEWEST_DISTINCT) {
            return Optional.of("repeats fewer than " + FEWEST_DISTINCT + " characters.");
        }
        return Optional.empty();
    }
}
