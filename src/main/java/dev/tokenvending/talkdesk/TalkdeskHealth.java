package dev.tokenvending.talkdesk;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** For the operators: whether calls go to Talkdesk, by account. An outage there is not ours, so never DOWN. */
class TalkdeskHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");

    private static final int MOST_SHOWN = 100;

    private final Guards guards;

    TalkdeskHealth(Guards guards) {
        this.guards = guards;
    }

    @Override
    public Health health() {
        List<GuardedAccount> accounts = guards.all();
        boolean allGo = accounts.stream().allMatch(it -> it.guard().position() == GuardPosition.CLOSED);
        Health.Builder health = allGo ? Health.up() : Health.status(DEGRADED);
        accounts.stream()
                .filter(TalkdeskHealth::isOfInterest)
                .limit(MOST_SHOWN)
                .forEach(it -> health.withDetail(it.account().id().value(), details(it.guard())));
        return health.build();
    }

    /** There may be thousands of customers: those who are well are left out. */
    private static boolean isOfInterest(GuardedAccount it) {
        return !it.account().id().isInstalled() || it.guard().position() != GuardPosition.CLOSED;
    }

    private static Map<String, Object> details(Guard guard) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(
                "guard",
                switch (guard.position()) {
                    case CLOSED -> "closed";
                    case HALF_OPEN -> "half-open";
                    case OPEN -> "open";
                });
        @Nullable String reason = guard.state().reason();
        if (reason != null) {
            details.put("reason", reason);
            details.put("secondsLeft", Math.max(0, guard.closedFor().toSeconds()));
        }
        @Nullable Duration skew = guard.clockSkew().last();
        if (skew != null) {
            details.put("clockSkewSeconds", skew.toSeconds());
        }
        return details;
    }
}
