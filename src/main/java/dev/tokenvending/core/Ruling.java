package dev.tokenvending.core;

import java.util.List;

/**
 * What an app's policies said to a request, all together.
 *
 * @param decision what counts; a {@link Decision.Narrowed} holds what all of them leave of the app's scope
 * @param judgements of the policies that were asked, in their order
 * @param quotas of the rate limits that were asked and count
 */
public record Ruling(Decision decision, List<Judgement> judgements, List<Quota> quotas) {

    public Ruling {
        judgements = List.copyOf(judgements);
        quotas = List.copyOf(quotas);
    }
}
