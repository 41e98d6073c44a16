package dev.tokenvending.store;

import dev.tokenvending.settings.Settings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the database is, and the keys that secrets in it are sealed with. */
public final class StoreSettings {

    private final @Nullable Database database;
    private final List<SealingKey> keys;

    private StoreSettings(@Nullable Database database, List<SealingKey> keys) {
        this.database = database;
        this.keys = keys;
    }

    /**
     * What the operator has set.
     *
     * @param needed whether anything needs it; if not, nothing has to be set
     */
    public static StoreSettings read(Settings settings, boolean needed) {
        Database database = needed ? new DatabaseReader(settings).read().orElse(null) : null;
        boolean lasts = database != null && database.lasts();
        return new StoreSettings(database, SealingKeysReader.read(settings, needed, lasts));
    }

    /** Whether anything needs a database: AppConnect does, once it has an app, and so does the sign-in of users. */
    public static boolean isNeeded(Settings settings) {
        boolean appConnect =
                settings.read(NeedProperties.class).appIds().stream().anyMatch(id -> !id.isBlank());
        @Nullable String redirectUri = settings.read(SignInNeedProperties.class).redirectUri();
        return appConnect || (redirectUri != null && !redirectUri.isBlank());
    }

    Database database() {
        return Objects.requireNonNull(database, "Nothing needs a database");
    }

    List<SealingKey> keys() {
        return keys;
    }

    @Override
    public String toString() {
        return "StoreSettings[" + database + ", " + keys + "]";
    }
}
