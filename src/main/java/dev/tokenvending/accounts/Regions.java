package dev.tokenvending.accounts;

import dev.tokenvending.accounts.TalkdeskProperties.RegionProperties;
import dev.tokenvending.settings.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where each region's Talkdesk ID lives. A table and no closed list: regions come, and their domains follow no pattern
 * (Canada's is {@code talkdeskidca.com}).
 */
record Regions(Map<String, String> idDomains) {

    static final String DEFAULT = "us";

    private static final Map<String, String> BUILT_IN =
            Map.of("us", "talkdeskid.com", "eu", "talkdeskid.eu", "ca", "talkdeskidca.com", "au", "talkdeskid.au");
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");

    /** The built-in table, extended and overridden by {@code talkdesk.regions}. */
    static Regions read(Settings settings, Map<String, RegionProperties> configured) {
        Map<String, String> idDomains = new TreeMap<>(BUILT_IN);
        configured.forEach((region, properties) -> {
            String domain = properties.idDomain();
            if (domain != null && DOMAIN.matcher(domain).matches()) {
                idDomains.put(region.toLowerCase(Locale.ROOT), domain);
            } else {
                settings.problem("talkdesk.regions." + region + ".id-domain", "is no domain name.", "talkdeskid.com");
            }
        });
        return new Regions(idDomains);
    }

    /** By its name in any case. */
    Optional<String> idDomain(String region) {
        return Optional.ofNullable(idDomains.get(region.toLowerCase(Locale.ROOT)));
    }

    /** The region in whose domain the host lies. */
    Optional<String> of(String host) {
        return idDomains.entrySet().stream()
                .filter(region -> host.endsWith("." + region.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Set<String> names() {
        return idDomains.keySet();
    }
}
