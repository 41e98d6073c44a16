package dev.tokenvending.caller;

import dev.tokenvending.caller.CallersProperties.IssuerProperties;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.settings.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the issuers from the settings. */
final class IssuersReader {

    private static final String PREFIX = "token-vending.callers.issuers";

    private IssuersReader() {}

    /** The issuers of {@code token-vending.callers.issuers}. */
    static Issuers read(Settings settings, KeySources keys, List<IssuerProperties> configured) {
        Crypto crypto = Crypto.read(settings);
        List<Issuer> issuers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < configured.size(); i++) {
            String prefix = PREFIX + "[" + i + "]";
            IssuerReader reader = new IssuerReader(settings, crypto, keys, prefix, configured.get(i));
            reader.read().ifPresent(issuer -> {
                boolean nameIsNew = names.add(issuer.name());
                boolean addressIsNew = addresses.add(issuer.header().toLowerCase(Locale.ROOT) + " " + issuer.issuer());
                if (!nameIsNew) {
                    settings.problem(prefix + ".name", "is the name of two issuers.", "a name of its own");
                }
                if (!addressIsNew) {
                    String what = "is there twice for one header: nobody could say whose rules a token must meet.";
                    settings.problem(prefix + ".issuer", what, "one entry with all its audiences");
                }
                if (nameIsNew && addressIsNew) {
                    issuers.add(issuer);
                }
            });
        }
        return new Issuers(issuers);
    }
}
