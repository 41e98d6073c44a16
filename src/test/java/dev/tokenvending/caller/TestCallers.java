package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.time.Instant;
import java.util.stream.Stream;

/** Callers as they are read from settings, asked one credential at a time. */
final class TestCallers {

    private final Callers callers;

    private TestCallers(Callers callers) {
        this.callers = callers;
    }

    /** Of good settings, with keys of their own. */
    static TestCallers of(String... settings) {
        return of(keys(new TestTicker()), settings);
    }

    static TestCallers of(KeySources keys, String... settings) {
        Settings read = TestSettings.of(settings);
        Callers callers = CallersReader.read(read, keys);
        assertThat(TestSettings.problems(read)).isEmpty();
        return new TestCallers(callers);
    }

    static TestCallers of(Callers callers) {
        return new TestCallers(callers);
    }

    /** What is fetched is fetched on the thread that asks. */
    static KeySources keys(TestTicker ticker) {
        return new KeySources(ticker, Runnable::run);
    }

    static String[] settings(String[]... parts) {
        return Stream.of(parts).flatMap(Stream::of).toArray(String[]::new);
    }

    Callers callers() {
        return callers;
    }

    Caller bearer(String token) {
        return bearer(token, Instant.now());
    }

    Caller bearer(String token, Instant now) {
        return callers.authenticate(new Credential.Token("Authorization", token), now);
    }

    Caller apiKey(String key, Instant now) {
        return callers.authenticate(new Credential.ApiKey(key), now);
    }

    String refusalOf(String token) {
        return refusalOf(new Credential.Token("Authorization", token));
    }

    String refusalOf(Credential credential) {
        return refusalOf(credential, Instant.now());
    }

    /** Why it is not admitted. */
    String refusalOf(Credential credential, Instant now) {
        return catchThrowableOfType(NotAdmittedException.class, () -> callers.authenticate(credential, now))
                .reason();
    }
}
