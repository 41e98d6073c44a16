package dev.tokenvending.policy;

import dev.tokenvending.limits.BucketRegistry;
import dev.tokenvending.limits.Buckets;
import dev.tokenvending.limits.Window;
import dev.tokenvending.policy.PoliciesProperties.LimitKey;
import dev.tokenvending.policy.PoliciesProperties.LimitProperties;
import dev.tokenvending.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a check of a policy's limits, or notes everything that is wrong with them. */
record LimitsReader(Settings settings, BucketRegistry buckets) {

    private static final int MOST_WINDOWS = 10;
    private static final int MOST_REQUESTS = 1_000_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final String EXAMPLE = "[{ requests: 30, per: 10m, key: caller }]";

    Optional<Check> read(String policy, List<LimitProperties> limits) {
        String property = "token-vending.policies." + policy + ".limits";
        if (limits.isEmpty() || limits.size() > MOST_WINDOWS) {
            String what = limits.isEmpty() ? "is empty." : "has more than " + MOST_WINDOWS + " entries.";
            settings.problem(property, what, EXAMPLE);
        }
        Map<LimitKey, List<Window>> windows = new LinkedHashMap<>();
        Set<LimitProperties> lengths = new HashSet<>();
        for (int i = 0; i < limits.size(); i++) {
            String entry = property + "[" + i + "]";
            LimitProperties limit = limits.get(i);
            // A colon is in no policy's name, so that no two windows of an app have the same.
            String name = i == 0 ? policy : policy + ":" + (i + 1);
            window(entry, name, limit)
                    .ifPresent(window -> windows.computeIfAbsent(limit.key(), key -> new ArrayList<>())
                            .add(window));
            if (!lengths.add(new LimitProperties(null, limit.per(), limit.key()))) {
                settings.problem(entry, "has the key and the length of another one.", EXAMPLE);
            }
        }
        return settings.hasProblemsUnder(property) ? Optional.empty() : Optional.of(check(policy, windows));
    }

    private Optional<Window> window(String entry, String name, LimitProperties limit) {
        Optional<Integer> requests = requests(entry + ".requests", limit.requests());
        Optional<Duration> per = per(entry + ".per", limit.per());
        return requests.flatMap(count -> per.map(length -> new Window(name, count, length)));
    }

    private Optional<Integer> requests(String property, @Nullable Integer requests) {
        if (requests == null || requests < 1 || requests > MOST_REQUESTS) {
            String what = requests == null ? "is missing." : "must lie between 1 and " + MOST_REQUESTS + ".";
            settings.problem(property, what, "30");
            return Optional.empty();
        }
        return Optional.of(requests);
    }

    private Optional<Duration> per(String property, @Nullable Duration per) {
        if (per == null || per.compareTo(SHORTEST) < 0 || per.compareTo(LONGEST) > 0 || per.toNanosPart() > 0) {
            String what = per == null ? "is missing." : "must be whole seconds, from 1 second to 30 days.";
            settings.problem(property, what, "10m");
            return Optional.empty();
        }
        return Optional.of(per);
    }

    private Check check(String policy, Map<LimitKey, List<Window>> windows) {
        Map<LimitKey, Buckets> byKey = new LinkedHashMap<>();
        windows.forEach((key, its) -> byKey.put(key, buckets.buckets("policy " + policy + " by " + key, its)));
        return new LimitsCheck(byKey);
    }
}
