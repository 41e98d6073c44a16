package dev.tokenvending;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.appconnect.AppConnectSettings;
import dev.tokenvending.audit.ClientAddresses;
import dev.tokenvending.audit.Overflow;
import dev.tokenvending.caller.TrustedProxies;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.TokenPolicy;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.policy.PolicyBean;
import dev.tokenvending.reload.Configurations;
import dev.tokenvending.reload.Draft;
import dev.tokenvending.reuse.Capacity;
import dev.tokenvending.settings.SettingProblems;
import dev.tokenvending.store.StoreSettings;
import dev.tokenvending.token.RequestHeaders;
import dev.tokenvending.traces.TraceSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Reads every room's settings before anything is built, so that a start with wrong ones ends with all problems told, no
 * network call made and no port opened. A policy may be a bean, and which beans there are is known a little later: the
 * settings are read again then if there are any, or if they are good but for the name of a policy, still before any bean is
 * made.
 */
class SettingsGate implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private final boolean refuses;

    SettingsGate() {
        this(true);
    }

    /** @param refuses whether problems end the start; if not, they are left to whoever asks for them */
    SettingsGate(boolean refuses) {
        this.refuses = refuses;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurationReader reader = new ConfigurationReader();
        Configurations configurations = new Configurations(context.getEnvironment(), reader::read);
        Draft first = configurations.read();
        boolean good = refuses
                ? first.settings().areGoodWithoutBeans()
                : first.settings().problems().isEmpty();

        context.addBeanFactoryPostProcessor(beans -> {
            Map<String, PolicyBean> policies = policiesOf(beans);
            reader.knowBeans(policies);
            Draft draft = good && policies.isEmpty() ? first : second(configurations);
            configurations.open(draft);
            beans.registerSingleton(
                    "settingProblems", new SettingProblems(draft.settings().problems()));
            Configuration configuration = configurations.current();
            beans.registerSingleton("configurations", configurations);
            Crypto crypto = configuration.part(Crypto.class);
            crypto.announce();
            beans.registerSingleton("crypto", crypto);
            beans.registerSingleton("heldTokensCapacity", configuration.part(Capacity.class));
            beans.registerSingleton("trustedProxies", configuration.part(TrustedProxies.class));
            beans.registerSingleton("requestHeaders", configuration.part(RequestHeaders.class));
            beans.registerSingleton("auditOverflow", configuration.part(Overflow.class));
            beans.registerSingleton("auditAddresses", configuration.part(ClientAddresses.class));
            beans.registerSingleton("storeSettings", configuration.part(StoreSettings.class));
            beans.registerSingleton("appConnectApps", configuration.part(AppConnectApps.class));
            beans.registerSingleton("appConnectSettings", configuration.part(AppConnectSettings.class));
            beans.registerSingleton("traceSettings", configuration.part(TraceSettings.class));
        });
    }

    private Draft second(Configurations configurations) {
        Draft second = configurations.read();
        if (refuses) {
            second.settings().refuseProblems();
        }
        return second;
    }

    private static Map<String, PolicyBean> policiesOf(ConfigurableListableBeanFactory beans) {
        Map<String, PolicyBean> policies = new LinkedHashMap<>();
        for (String name : beans.getBeanNamesForType(TokenPolicy.class, true, false)) {
            policies.put(name, new PolicyBean(name, () -> beans.getBean(name, TokenPolicy.class)));
        }
        return policies;
    }

    /** After everything that contributes settings. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
