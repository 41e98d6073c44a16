package dev.tokenvending;

import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.TokenPolicy;
import dev.tokenvending.ops.ListeningPort;
import dev.tokenvending.ops.OpsLogin;
import dev.tokenvending.reload.Configurations;
import dev.tokenvending.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Reads every room's settings before any bean is made, so that a start with wrong ones ends with all problems told, no
 * network call made and no port opened. The bean definitions are known by then: a rule may be one of them.
 */
class SettingsGate implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.addBeanFactoryPostProcessor(beans -> open(context.getEnvironment(), beans));
    }

    private static void open(ConfigurableEnvironment environment, ConfigurableListableBeanFactory beans) {
        Settings settings = new Settings(environment);
        ConfigurationReader reader = new ConfigurationReader(policiesOf(beans));
        Configuration configuration = reader.read(settings);
        OpsLogin login = OpsLogin.read(settings);
        ListeningPort.check(settings);
        settings.refuseProblems();

        beans.registerSingleton("configurations", new Configurations(configuration));
        beans.registerSingleton("opsLogin", login);
    }

    private static Map<String, Supplier<TokenPolicy>> policiesOf(ConfigurableListableBeanFactory beans) {
        Map<String, Supplier<TokenPolicy>> policies = new LinkedHashMap<>();
        for (String name : beans.getBeanNamesForType(TokenPolicy.class, true, false)) {
            policies.put(name, () -> beans.getBean(name, TokenPolicy.class));
        }
        return policies;
    }

    /** After everything that contributes settings. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
