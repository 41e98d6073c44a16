package dev.tokenvending.accounts;

import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.Scope;
import dev.tokenvending.settings.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Our apps on Talkdesk AppConnect; without any, nobody can install us.
 *
 * @param ids the {@code app_id} of each: Talkdesk's signature does not say whose app an event is about
 * @param scope the widest that may be asked of a customer's account
 */
public record AppConnectApps(Set<String> ids, Scope scope) {

    private static final Scope DEFAULT_SCOPE = new Scope(new TreeSet<>(Set.of("visual-sessions:execute")));

    public static AppConnectApps read(Settings settings) {
        Properties properties = settings.read(Properties.class);
        if (!properties.appIds().stream().allMatch(AccountId::isTalkdeskId)) {
            settings.problem(
                    "appconnect.app-ids",
                    "holds something that is no id of an app on AppConnect.",
                    "f9180b2c46ce, as Talkdesk shows it");
        }
        Scope scope = Scope.parse(properties.scope()).orElseGet(() -> {
            settings.problem(
                    "appconnect.scope",
                    "is no scope, and without one Talkdesk grants everything.",
                    DEFAULT_SCOPE.toString());
            return DEFAULT_SCOPE;
        });
        return new AppConnectApps(new LinkedHashSet<>(properties.appIds()), scope);
    }

    public boolean isOn() {
        return !ids.isEmpty();
    }

    /**
     * Which apps are ours, and what their installations may be asked for.
     *
     * @param appIds the ids of our apps on AppConnect; it is off without any
     * @param scope the widest scope apps may ask of an account that has one of them installed
     */
    @ConfigurationProperties("appconnect")
    record Properties(
            @DefaultValue List<String> appIds,
            @DefaultValue("visual-sessions:execute") List<String> scope) {}
}
