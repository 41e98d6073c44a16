package dev.tokenvending.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.TestTicker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketRegistryTests {

    private static final Window WINDOW = new Window("fair-use", 30, Duration.ofMinutes(10));

    private final BucketRegistry registry = new BucketRegistry(new TestTicker());

    @Test
    void bucketsWhenNothingHasChangedThenTheSame() {
        Buckets first = registry.buckets("fair-use", List.of(WINDOW));
        assertThat(registry.buckets("fair-use", List.of(new Window("fair-use", 30, Duration.parse("PT600S")))))
                .isSameAs(first);
    }

    @Test
    void bucketsWhenNameOrWindowsDifferThenOthers() {
        Buckets first = registry.buckets("fair-use", List.of(WINDOW));
        assertThat(registry.buckets("other", List.of(WINDOW))).isNotSameAs(first);
        assertThat(registry.buckets("fair-use", List.of(new Window("fair-use", 31, WINDOW.length()))))
                .isNotSameAs(first);
        assertThat(registry.buckets("fair-use", List.of(new Window("fair-use", 30, Duration.ofMinutes(11)))))
                .isNotSameAs(first);
        assertThat(registry.buckets("fair-use", List.of(WINDOW, WINDOW))).isNotSameAs(first);
        assertThat(registry.buckets("fair-use", List.of(WINDOW)))
                .as("and the first are still there")
                .isSameAs(first);
    }

    @Test
    void bucketsWhenNobodyUsesThemAnyMoreThenForgotten() {
        var forgotten = new WeakReference<>(registry.buckets("gone", List.of(WINDOW)));
        Buckets used = registry.buckets("used", List.of(WINDOW));
        await().until(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        assertThat(registry.buckets("used", List.of(WINDOW))).isSameAs(used);
    }
}
