package dev.tokenvending.policy;

import dev.tokenvending.policy.PoliciesProperties.PolicyProperties;
import dev.tokenvending.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the policies from the settings, and takes those that are beans. */
public final class PoliciesReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    private final Settings settings;
    private final Map<String, PolicyBean> beans;
    private final LimitsReader limits;
    private final RemoteReader remotes;
    private @Nullable CelRules rules;

    private PoliciesReader(Settings settings, Map<String, PolicyBean> beans, PolicyResources resources) {
        this.settings = settings;
        this.beans = beans;
        this.limits = new LimitsReader(settings, resources.buckets());
        this.remotes = new RemoteReader(settings, resources.services());
    }

    /**
     * The policies of {@code token-vending.policies}, and the given beans.
     *
     * @param beans the beans there are, by their names; one whose name is none of a policy is no policy
     * @param resources what was held by policies of the same settings before
     */
    public static Policies read(Settings settings, Map<String, PolicyBean> beans, PolicyResources resources) {
        PoliciesReader reader = new PoliciesReader(settings, beans, resources);
        Map<String, Policy> policies = new LinkedHashMap<>();
        beans.forEach((name, bean) -> {
            if (NAME.matcher(name).matches()) {
                policies.put(name, new Policy(name, Mode.ENFORCE, new BeanCheck(bean)));
            }
        });
        settings.read(PoliciesProperties.class)
                .policies()
                .forEach((name, policy) -> reader.check(name, policy)
                        .ifPresent(check -> policies.put(name, new Policy(name, policy.mode(), check))));
        return new Policies(policies);
    }

    private Optional<Check> check(String name, PolicyProperties policy) {
        String property = "token-vending.policies." + name;
        if (!NAME.matcher(name).matches()) {
            settings.problem(property, "is no name of a policy: letters, digits, and any of - _ .", "known-customers");
        }
        long ways = Stream.of(policy.rule(), policy.limits(), policy.remote())
                .filter(Objects::nonNull)
                .count();
        PolicyBean bean = beans.get(name);
        if (ways > 1 || (ways == 1 && bean != null)) {
            settings.problem(property, "decides in two ways at once.", "one of rule, limits and remote");
            return Optional.empty();
        }
        if (policy.rule() != null) {
            return rules().read(name, property + ".rule", policy.rule());
        }
        if (policy.limits() != null) {
            return limits.read(name, policy.limits());
        }
        if (policy.remote() != null) {
            return remotes.read(name, property + ".remote", policy.remote());
        }
        if (bean == null) {
            settings.problemWithoutBean(
                    property, "has neither a rule, nor limits, nor a remote service.", "rule: 'true'");
            return Optional.empty();
        }
        return Optional.of(new BeanCheck(bean));
    }

    private CelRules rules() {
        if (rules == null) {
            rules = new CelRules(settings);
        }
        return rules;
    }
}
