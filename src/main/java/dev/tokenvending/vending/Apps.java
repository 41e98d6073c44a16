package dev.tokenvending.vending;

import dev.tokenvending.core.App;
import dev.tokenvending.core.AppId;
import dev.tokenvending.settings.Settings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The apps that may ask for tokens. */
public final class Apps {

    private static final AppId DEFAULT = new AppId("default");

    private final Map<String, App> apps;
    private final String defaultApp;
    private final @Nullable App quickStart;

    private Apps(Map<String, App> apps, AppId defaultApp, @Nullable App quickStart) {
        this.apps = Map.copyOf(apps);
        this.defaultApp = defaultApp.value();
        this.quickStart = quickStart;
    }

    /** The apps of the settings; without any, the one that serves under every name. */
    static Apps read(Settings settings, VendingProperties properties, AppReader reader) {
        if (properties.apps().isEmpty()) {
            // All of them commented out, policies and callers would go with them, and every name would be an app.
            if (settings.isEmpty("token-vending.apps")) {
                settings.problem(
                        "token-vending.apps",
                        "is empty; leave it out to serve every name without policies.",
                        "token-vending.apps.my-app.policies: [known-customers]");
            }
            return new Apps(Map.of(), DEFAULT, reader.quickStart(DEFAULT).orElse(null));
        }
        Map<String, App> apps = new LinkedHashMap<>();
        properties
                .apps()
                .forEach((name, app) -> reader.read(name, app)
                        .ifPresent(good -> apps.put(good.id().value(), good)));
        String wished = properties.defaultApp();
        if (wished != null && !properties.apps().containsKey(wished)) {
            settings.problem(
                    "token-vending.default-app",
                    "names no app under token-vending.apps.",
                    String.join(" or ", properties.apps().keySet()));
        }
        return new Apps(apps, Optional.ofNullable(wished).flatMap(AppId::parse).orElse(DEFAULT), null);
    }

    /** Every app there is; without configured ones, the one that serves under every name. */
    public Collection<App> all() {
        return quickStart == null ? apps.values() : List.of(quickStart);
    }

    /** The app of that name, or empty when there is none, as of all that is no {@link AppId}. */
    public Optional<App> find(String name) {
        return quickStart == null
                ? Optional.ofNullable(apps.get(name))
                : AppId.parse(name).map(_ -> quickStart);
    }

    /** The app that {@code /token} without a name stands for. */
    public Optional<App> findDefault() {
        return find(defaultApp);
    }
}
