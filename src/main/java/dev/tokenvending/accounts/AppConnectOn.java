package dev.tokenvending.accounts;

import dev.tokenvending.settings.Settings;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether customers can install us. Asks the same as the reading of the settings does, which is over by then. */
public class AppConnectOn implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment() instanceof ConfigurableEnvironment environment
                && new Settings(environment)
                        .read(AppConnectApps.Properties.class).appIds().stream().anyMatch(id -> !id.isBlank());
    }
}
