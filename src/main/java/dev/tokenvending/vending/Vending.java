package dev.tokenvending.vending;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Judgement;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.policy.Policies;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.traces.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the vending was set to do.
 *
 * @param deadline when a request for a token ends at the latest
 */
public record Vending(Apps apps, Accounts accounts, Policies policies, Duration deadline) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** The SDK and Heroku's router give up after 30 seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(29);

    /**
     * Reads the apps, which refer to all the rest.
     *
     * @param callers the names of all callers, as an app's {@code callers} list them
     * @param signIn whether Talkdesk users can sign in
     */
    public static Vending read(
            Settings settings, Accounts accounts, Policies policies, Set<String> callers, boolean signIn) {
        VendingProperties properties = settings.read(VendingProperties.class);
        Duration deadline = properties.deadline();
        if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
            settings.problem(
                    "token-vending.deadline", "must lie between 1 and 29 seconds: phones give up after 30.", "20s");
        }
        AppReader reader = new AppReader(settings, accounts, policies.names(), callers, signIn);
        return new Vending(Apps.read(settings, properties, reader), accounts, policies, deadline);
    }

    /** What is ruled on a request: first whether the caller may ask for the app at all, then what the policies say. */
    public Ruling decide(PolicyInput asked, Deadline deadline) {
        return Step.in("decide", step -> {
            Ruling ruling = admits(asked) ? policies.decide(asked, deadline) : notOfApp(List.of());
            step.tell("token_vending.decision", ruling.decision().wireName());
            step.tell("token_vending.policies", ruling.judgements(), Vending::inShort);
            return ruling;
        });
    }

    private static String inShort(Judgement judgement) {
        return judgement.policy() + " " + judgement.decision().wireName() + (judgement.enforced() ? "" : " in shadow");
    }

    /** What would be ruled and why: every policy of the app is asked, and nothing is spent. */
    public Ruling explain(PolicyInput asked, Deadline deadline) {
        Ruling ruling = policies.explain(asked, deadline);
        return admits(asked) ? ruling : notOfApp(ruling.judgements());
    }

    private static boolean admits(PolicyInput asked) {
        return asked.app().admits(asked.caller());
    }

    private static Ruling notOfApp(List<Judgement> judgements) {
        return new Ruling(Decision.refused("caller_not_of_app"), judgements, List.of());
    }
}
