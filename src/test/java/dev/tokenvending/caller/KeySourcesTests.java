package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.caller.keys.KeyLocation;
import dev.tokenvending.core.TestTicker;
import java.net.URI;
import org.junit.jupiter.api.Test;

class KeySourcesTests {

    private static final KeyLocation HERE = KeyLocation.keySet(URI.create("https://login.example.com/jwks"));
    private static final KeyLocation THERE = KeyLocation.discovery("https://login.example.com/");

    private final KeySources sources = TestCallers.keys(new TestTicker());

    @Test
    void atWhenLocationIsTheSameThenTheSameKeys() {
        var keys = sources.at(HERE);
        assertThat(sources.at(KeyLocation.keySet(URI.create("https://login.example.com/jwks"))))
                .isSameAs(keys);
        assertThat(sources.at(THERE)).isNotSameAs(keys);
        assertThat(THERE).isNotEqualTo(KeyLocation.keySet(THERE.url()));
    }

    @Test
    void atWhenNoConfigurationRefersToKeysThenTheyAreDropped() {
        var kept = sources.at(HERE);
        sources.at(THERE);
        await().until(() -> {
            System.gc();
            sources.at(HERE);
            return sources.size() == 1;
        });
        assertThat(sources.at(HERE)).isSameAs(kept);
    }
}
