package dev.tokenvending.policy;

import dev.tokenvending.core.App;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Judgement;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Quota;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Scope;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The policies there are, by name. All of an app's must grant, in the order the app lists them. */
public final class Policies {

    /** What every policy says, unasked, of more claims than may be decided by; in shadow it counts as little as ever. */
    private static final Decision TOO_LARGE = Decision.refused("claims_too_large");

    private final Map<String, Policy> policies;

    Policies(Map<String, Policy> policies) {
        this.policies = new LinkedHashMap<>(policies);
    }

    public Set<String> names() {
        return Set.copyOf(policies.keySet());
    }

    /** The services that are asked, by the name of the policy. */
    public Map<String, URI> services() {
        Map<String, URI> services = new LinkedHashMap<>();
        policies.forEach((name, policy) -> {
            if (policy.check() instanceof RemoteCheck remote) {
                services.put(name, remote.url());
            }
        });
        return services;
    }

    /** Asks the app's policies up to the first one that refuses and counts. */
    public Ruling decide(PolicyInput input, Deadline deadline) {
        return decide(input, new Hearing(deadline, false));
    }

    /** Asks all of the app's policies by the same code, and spends nothing. */
    public Ruling explain(PolicyInput input, Deadline deadline) {
        return decide(input, new Hearing(deadline, true));
    }

    private Ruling decide(PolicyInput input, Hearing hearing) {
        List<Judgement> judgements = new ArrayList<>();
        List<Quota> quotas = new ArrayList<>();
        Decision ruling = Decision.granted();
        boolean bounded = input.caller().claims().areBounded();
        for (String name : input.app().policies()) {
            Policy policy = policies.get(name);
            Finding finding = bounded ? find(policy, input, hearing) : Finding.of(TOO_LARGE);
            boolean enforced = policy == null || policy.isEnforced();
            judgements.add(new Judgement(name, enforced, finding.decision()));
            if (enforced) {
                quotas.addAll(finding.quotas());
                ruling = both(ruling, finding.decision(), input.app());
            }
            if (refuses(ruling) && !hearing.rehearsal()) {
                break;
            }
        }
        return new Ruling(ruling, judgements, quotas);
    }

    private static Finding find(@Nullable Policy policy, PolicyInput input, Hearing hearing) {
        return policy == null ? Finding.of(Decision.refused("unknown_policy")) : policy.decide(input, hearing);
    }

    private static boolean refuses(Decision decision) {
        return switch (decision) {
            case Decision.Granted granted -> false;
            case Decision.Narrowed narrowed -> false;
            case Decision.Refused refused -> true;
            case Decision.Limited limited -> true;
        };
    }

    /** What holds when both are said: the first refusal, else what is in both scopes. */
    private static Decision both(Decision first, Decision second, App app) {
        if (refuses(first)) {
            return first;
        }
        if (!(second instanceof Decision.Narrowed(Scope narrower))) {
            return second instanceof Decision.Granted ? first : second;
        }
        Scope wider = first instanceof Decision.Narrowed(Scope scope) ? scope : app.scope();
        if (!app.scope().covers(narrower)) {
            return Decision.refused("scope_not_of_app");
        }
        Optional<Scope> left = wider.intersection(narrower);
        return left.map(Decision::narrowed).orElse(Decision.refused("scope_empty"));
    }
}
