package dev.tokenvending;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.caller.BasicCallers;
import dev.tokenvending.caller.BasicCallersReader;
import dev.tokenvending.ops.ListeningPort;
import dev.tokenvending.ops.OpsLogin;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.vending.Vending;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Reads every room's settings before anything is built, so that a start with wrong ones ends with all problems told, no
 * network call made and no port opened.
 */
class SettingsGate implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Settings settings = new Settings(context.getEnvironment());
        Accounts accounts = Accounts.read(settings);
        Vending vending = Vending.read(settings, accounts);
        BasicCallers callers = BasicCallersReader.read(settings);
        OpsLogin login = OpsLogin.read(settings);
        ListeningPort.check(settings);
        settings.refuseProblems();

        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        beans.registerSingleton("accounts", accounts);
        beans.registerSingleton("vending", vending);
        beans.registerSingleton("basicCallers", callers);
        beans.registerSingleton("opsLogin", login);
    }

    /** After everything that contributes settings. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
