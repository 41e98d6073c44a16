package dev.tokenvending.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A code as the sandbox remembers it, long after it could be used.
 *
 * @param asked what it answers
 * @param signIn what comes of it
 * @param end when it stops being good
 */
record IssuedCode(AuthorizationRequest asked, SignIn signIn, Instant end, boolean used) {

    IssuedCode asUsed() {
        return new IssuedCode(asked, signIn, end, true);
    }

    /** What is wrong with the request that brings it, the first time that it is brought (RFC 6749, 4.1.3). */
    Optional<String> flawIn(TokenForm form, Instant now) {
        if (!now.isBefore(end)) {
            return Optional.of("the code has expired");
        }
        if (!form.value("redirect_uri").equals(Optional.of(asked.address().redirectUri()))) {
            return Optional.of("redirect_uri is not that of the authorization request");
        }
        return verifierFlaw(form.value("code_verifier"));
    }

    /** A verifier nobody asked for tells that the challenge was taken away under way (RFC 9700, 4.8.2). */
    private Optional<String> verifierFlaw(Optional<String> verifier) {
        CodeChallenge challenge = asked.challenge();
        if (challenge == null) {
            return verifier.map(_ -> "there is a code_verifier, and there was no code_challenge");
        }
        return verifier.filter(challenge::isMetBy).isPresent()
                ? Optional.empty()
                : Optional.of("code_verifier does not meet the code_challenge");
    }
}
