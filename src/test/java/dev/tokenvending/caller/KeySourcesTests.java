package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.caller.keys.KeyLocation;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.crypto.Crypto;
import java.net.URI;
import org.junit.jupiter.api.Test;

class KeySourcesTests {

    private static final KeyLocation HERE = KeyLocation.keySet(URI.create("https://login.example.com/jwks"));
    private static final KeyLocation THERE = KeyLocation.discovery("https://login.example.com/");

    private final KeySources sources = TestCallers.keys(new TestTicker());

    @Test
    void atWhenLocationIsTheSameThenTheSameKeys() {
        var keys = sources.at(HERE, Crypto.jdk());
        assertThat(sources.at(KeyLocation.keySet(URI.create("https://login.example.com/jwks")), Crypto.jdk()))
                .isSameAs(keys);
        assertThat(sources.at(THERE, Crypto.jdk())).isNotSameAs(keys);
        assertThat(THERE).isNotEqualTo(KeyLocation.keySet(THERE.url()));
    }

    @Test
    void atWhenNoConfigurationRefersToKeysThenTheyAreDropped() {
        var kept = sources.at(HERE, Crypto.jdk());
        sources.at(THERE, Crypto.jdk());
        await().until(() -> {
            System.gc();
            sources.at(HERE, Crypto.jdk());
            return sources.size() == 1;
        });
        assertThat(sources.at(HERE, Crypto.jdk())).isSameAs(kept);
    }
}
