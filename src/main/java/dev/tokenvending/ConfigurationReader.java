package dev.tokenvending;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.caller.Callers;
import dev.tokenvending.caller.CallersReader;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.core.TokenPolicy;
import dev.tokenvending.policy.Policies;
import dev.tokenvending.policy.PoliciesReader;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.vending.Vending;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes a configuration of what each room reads from the settings. */
record ConfigurationReader(Map<String, Supplier<TokenPolicy>> policyBeans) {

    /** The configuration of these settings; worth nothing if they turn out to have problems. */
    Configuration read(Settings settings) {
        Accounts accounts = Accounts.read(settings);
        Callers callers = CallersReader.read(settings);
        Policies policies = PoliciesReader.read(settings, policyBeans);
        Vending vending = Vending.read(settings, accounts, policies, callers.names());
        Fingerprint version = Fingerprint.of(UUID.randomUUID().toString());
        return new Configuration(version, Map.of(Callers.class, callers, Vending.class, vending));
    }
}
