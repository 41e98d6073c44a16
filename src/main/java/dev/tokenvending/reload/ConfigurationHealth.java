package dev.tokenvending.reload;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** For the operators: whether the configuration in force is the one in the files. Old rules still serve, so never DOWN. */
class ConfigurationHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");

    private final Configurations configurations;

    ConfigurationHealth(Configurations configurations) {
        this.configurations = configurations;
    }

    @Override
    public Health health() {
        List<String> problems = configurations.problems();
        Health.Builder health = problems.isEmpty() ? Health.up() : Health.status(DEGRADED);
        health.withDetail("inForce", configurations.current().version().toString());
        return problems.isEmpty()
                ? health.build()
                : health.withDetail("refused", problems).build();
    }
}
