package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemoteServicesTests {

    private static final URI HERE = URI.create("https://rules.example.com/here");
    private static final URI THERE = URI.create("https://rules.example.com/there");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final RemoteServices services = new RemoteServices();

    @Test
    void checkWhenNothingHasChangedThenTheSameConnectionsAndPlaces() {
        RemoteCheck first = services.check("crm", HERE, SECOND);
        assertThat(services.check("crm", URI.create(HERE.toString()), SECOND)).isSameAs(first);
    }

    @Test
    void checkWhenAnythingHasChangedThenAnother() {
        RemoteCheck first = services.check("crm", HERE, SECOND);
        assertThat(services.check("crm", THERE, SECOND)).isNotSameAs(first);
        assertThat(services.check("crm", HERE, Duration.ofSeconds(2))).isNotSameAs(first);
        assertThat(services.check("other", HERE, SECOND)).isNotSameAs(first);
        assertThat(services.check("crm", HERE, SECOND)).isSameAs(first);
    }

    /** Its connections end with it, as {@code OutboundHttpTests} shows. */
    @Test
    void checkWhenNobodyIsDecidedByItAnyMoreThenForgotten() {
        WeakReference<RemoteCheck> removed = new WeakReference<>(services.check("crm", HERE, SECOND));
        RemoteCheck kept = services.check("crm", THERE, SECOND);
        await().until(() -> {
            System.gc();
            return removed.get() == null;
        });
        assertThat(services.check("crm", THERE, SECOND)).isSameAs(kept);
    }
}
