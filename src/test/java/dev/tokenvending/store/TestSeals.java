package dev.tokenvending.store;

import java.util.List;
import java.util.stream.Stream;

/** Seals to test with. */
public final class TestSeals {

    private TestSeals() {}

    /** Seals of one new key. */
    public static Seals random() {
        return of("test");
    }

    /** Seals of a new key for each id; the first seals. */
    public static Seals of(String... ids) {
        return new Seals(keys(ids));
    }

    static List<SealingKey> keys(String... ids) {
        return Stream.of(ids).map(SealingKey::random).toList();
    }
}
