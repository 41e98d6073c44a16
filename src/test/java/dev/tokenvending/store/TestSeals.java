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

    /** Of an old key, of a new one before the old one, and of the new one alone. */
    public static List<Seals> rotation(String oldId, String newId) {
        List<SealingKey> both = keys(newId, oldId);
        return List.of(new Seals(List.of(both.getLast())), new Seals(both), new Seals(List.of(both.getFirst())));
    }

    static List<SealingKey> keys(String... ids) {
        return Stream.of(ids).map(SealingKey::random).toList();
    }
}
