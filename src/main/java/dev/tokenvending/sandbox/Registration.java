package dev.tokenvending.sandbox;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What would be registered at Talkdesk, as the application's own settings tell it.
 *
 * @param appIds on AppConnect; without any it is off
 * @param redirectUri where users go back to after they have signed in; without it nobody can
 */
record Registration(List<String> appIds, Optional<String> redirectUri) {

    Registration {
        appIds = List.copyOf(appIds);
    }

    static Registration in(Environment environment) {
        return new Registration(
                new AppConnectSettings(environment).appIds(),
                Optional.of(Binder.get(environment)
                                .bind("signin.redirect-uri", String.class)
                                .orElse("")
                                .strip())
                        .filter(StringUtils::hasText));
    }
}
