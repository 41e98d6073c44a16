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
 * Reads every room's settings before anything is built, so that a start with wrong ones ends with all problems told, no
 * network call made and no port opened. A policy may be a bean, and which beans there are is known a little later: settings
 * that are good but for the name of a policy are read again then, still before any bean is made.
 */
class SettingsGate implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Settings settings = new Settings(context.getEnvironment());
        Configuration configuration = new ConfigurationReader(Map.of()).read(settings);
        OpsLogin login = OpsLogin.read(settings);
        ListeningPort.check(settings);
        boolean good = settings.areGoodWithoutBeans();

        context.addBeanFactoryPostProcessor(beans -> {
            beans.registerSingleton("opsLogin", login);
            ConfigurationReader reader = new ConfigurationReader(policiesOf(beans));
            Configuration first = good ? configuration : readAgain(reader, context.getEnvironment());
            beans.registerSingleton("configurations", new Configurations(first));
        });
    }

    private static Configuration readAgain(ConfigurationReader reader, ConfigurableEnvironment environment) {
        Settings settings = new Settings(environment);
        Configuration configuration = reader.read(settings);
        OpsLogin.read(settings);
        settings.refuseProblems();
        return configuration;
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
