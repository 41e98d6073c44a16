package dev.tokenvending.store;

/** The databases that the same tests run on: {@code @ParameterizedClass @EnumSource(TestDatabase.class)}. */
public enum TestDatabase {
    H2 {
        @Override
        public StoreSettings settings() {
            return TestDatabases.h2();
        }
    },
    POSTGRES {
        @Override
        public StoreSettings settings() {
            return TestDatabases.postgres();
        }
    };

    /** A new, empty database. */
    public abstract StoreSettings settings();

    /** The store of a new, empty database; to be closed. */
    public Store open() {
        return TestDatabases.open(settings());
    }
}
