package dev.tokenvending.ops;

import dev.tokenvending.core.App;
import dev.tokenvending.core.ConfigurationEvent;
import dev.tokenvending.reload.Configurations;
import dev.tokenvending.vending.Vending;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Warns of apps without policies: a list that was forgotten looks just like one that is not wanted. */
@Component
@ConditionalOnWebApplication
class UnruledApps {

    private static final Logger log = LoggerFactory.getLogger(UnruledApps.class);

    private final Configurations configurations;

    UnruledApps(Configurations configurations) {
        this.configurations = configurations;
    }

    /** Before the lines that end the start-up. */
    @Order(0)
    @EventListener({ApplicationReadyEvent.class, ConfigurationEvent.Replaced.class})
    void warn() {
        List<String> unruled = configurations.current().part(Vending.class).apps().all().stream()
                .filter(app -> app.policies().isEmpty())
                .map(App::id)
                .map(Object::toString)
                .sorted()
                .toList();
        if (!unruled.isEmpty()) {
            log.warn(
                    "Every caller these apps admit gets a token, since they list no policies: {}",
                    String.join(", ", unruled));
        }
    }
}
