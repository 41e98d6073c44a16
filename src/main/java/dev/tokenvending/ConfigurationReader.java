package dev.tokenvending;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.appconnect.AppConnectSettings;
import dev.tokenvending.audit.ClientAddresses;
import dev.tokenvending.audit.Overflow;
import dev.tokenvending.caller.Callers;
import dev.tokenvending.caller.CallersReader;
import dev.tokenvending.caller.FailedAttempts;
import dev.tokenvending.caller.KeySources;
import dev.tokenvending.caller.TrustedProxies;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.limits.BucketRegistry;
import dev.tokenvending.ops.ListeningPort;
import dev.tokenvending.ops.OpsLogin;
import dev.tokenvending.policy.Policies;
import dev.tokenvending.policy.PoliciesReader;
import dev.tokenvending.policy.PolicyBean;
import dev.tokenvending.policy.PolicyResources;
import dev.tokenvending.policy.RemoteServices;
import dev.tokenvending.reuse.Capacity;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.signin.SignInSettings;
import dev.tokenvending.store.StoreSettings;
import dev.tokenvending.token.RequestHeaders;
import dev.tokenvending.traces.TraceSettings;
import dev.tokenvending.vending.Vending;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the parts of a configuration of what each room reads from the settings. */
final class ConfigurationReader {

    private final KeySources keys = new KeySources(System::nanoTime);

    /** What has been spent of limits outlives a configuration. */
    private final BucketRegistry buckets = new BucketRegistry(System::nanoTime);

    private final PolicyResources policyResources = new PolicyResources(buckets, new RemoteServices());
    private volatile Map<String, PolicyBean> policyBeans = Map.of();

    /** From now on these beans are policies. */
    void knowBeans(Map<String, PolicyBean> beans) {
        policyBeans = beans;
    }

    /** All parts; worth nothing if the settings turn out to have problems. */
    Map<Class<?>, Object> read(Settings settings) {
        Crypto crypto = Crypto.read(settings);
        Accounts accounts = Accounts.read(settings);
        Callers callers = CallersReader.read(settings, keys);
        FailedAttempts attempts = FailedAttempts.read(settings, buckets);
        Policies policies = PoliciesReader.read(settings, policyBeans, policyResources);
        SignInSettings signIn = SignInSettings.read(settings);
        Vending vending = Vending.read(settings, accounts, policies, callers.names(), signIn.isOn());
        Capacity capacity = Capacity.read(settings);
        OpsLogin login = OpsLogin.read(settings);
        TrustedProxies proxies = TrustedProxies.read(settings);
        RequestHeaders headers = RequestHeaders.read(settings, callers.headers());
        Overflow overflow = Overflow.read(settings);
        ClientAddresses addresses = ClientAddresses.read(settings);
        StoreSettings store = StoreSettings.read(settings, StoreSettings.isNeeded(settings));
        AppConnectSettings appConnect = AppConnectSettings.read(settings);
        TraceSettings traces = TraceSettings.read(settings);
        ListeningPort.check(settings);
        Map<Class<?>, Object> parts = new LinkedHashMap<>();
        parts.put(Crypto.class, crypto);
        parts.put(Callers.class, callers);
        parts.put(FailedAttempts.class, attempts);
        parts.put(Accounts.class, accounts);
        parts.put(SignInSettings.class, signIn);
        parts.put(Vending.class, vending);
        parts.put(Capacity.class, capacity);
        parts.put(OpsLogin.class, login);
        parts.put(TrustedProxies.class, proxies);
        parts.put(RequestHeaders.class, headers);
        parts.put(Overflow.class, overflow);
        parts.put(ClientAddresses.class, addresses);
        parts.put(StoreSettings.class, store);
        parts.put(AppConnectApps.class, accounts.appConnect());
        parts.put(AppConnectSettings.class, appConnect);
        parts.put(TraceSettings.class, traces);
        return parts;
    }
}
