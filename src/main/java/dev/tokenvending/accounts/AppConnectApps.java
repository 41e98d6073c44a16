package dev.tokenvending.accounts;

import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.Scope;
import dev.tokenvending.settings.OutboundUrl;
import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Our apps on Talkdesk AppConnect; without any, nobody can install us.
 *
 * @param ids the {@code app_id} of each: Talkdesk's signature does not say whose app an event is about
 * @param scope the widest that may be asked of a customer's account
 * @param domains where a customer's links may lead
 */
public record AppConnectApps(Set<String> ids, Scope scope, List<String> domains) {

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?");

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
        return new AppConnectApps(new LinkedHashSet<>(properties.appIds()), scope, domains(settings, properties));
    }

    private static List<String> domains(Settings settings, Properties properties) {
        List<String> domains = properties.allowedDomains().stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .toList();
        if (domains.isEmpty()
                || !domains.stream().allMatch(it -> DOMAIN.matcher(it).matches())) {
            settings.problem(
                    "appconnect.allowed-domains", "holds something that is no domain name.", "talkdeskapp.com");
        }
        return domains;
    }

    /** Whether a customer's link may be followed: https, or a loopback host, in one of the domains. */
    public boolean allow(URI link) {
        if (OutboundUrl.problemWith(link) != null) {
            return false;
        }
        String host = link.getHost().toLowerCase(Locale.ROOT);
        return domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    public boolean isOn() {
        return !ids.isEmpty();
    }

    /**
     * Which apps are ours, what their installations may be asked for, and where.
     *
     * @param appIds the ids of our apps on AppConnect; it is off without any
     * @param scope the widest scope apps may ask of an account that has one of them installed
     * @param allowedDomains the domains in which an installation's links may lie
     */
    @ConfigurationProperties("appconnect")
    record Properties(
            @DefaultValue List<String> appIds,
            @DefaultValue("visual-sessions:execute") List<String> scope,

            @DefaultValue({
                "talkdeskapp.com",
                "talkdeskapp.eu",
                "talkdeskappca.com",
                "talkdeskapp.au",
                "mytalkdesk.au",
                "talkdeskapp.co.uk",
                "talkdeskid.com",
                "talkdeskid.eu",
                "talkdeskidca.com",
                "talkdeskid.au"
            })
            List<String> allowedDomains) {}
}
