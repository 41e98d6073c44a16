package dev.tokenvending.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Judgement;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would be decided, and by which policy.
 *
 * @param app the id of the app that was asked for
 * @param decision {@code granted}, {@code narrowed}, {@code refused} or {@code limited}
 * @param reason why it is refused, as the audit would say
 * @param scope what the token would be good for
 * @param policies all of the app's, in their order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Explanation(
        String app,
        String decision,
        @Nullable String reason,
        @Nullable String scope,
        List<PolicyExplanation> policies) {

    /**
     * What one policy says.
     *
     * @param mode {@code enforce} or {@code shadow}
     * @param scope what it narrows the scope to
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PolicyExplanation(
            String policy,
            String mode,
            String decision,
            @Nullable String reason,
            @Nullable String scope) {

        static PolicyExplanation of(Judgement judgement) {
            Decision decision = judgement.decision();
            return new PolicyExplanation(
                    judgement.policy(),
                    judgement.mode(),
                    decision.wireName(),
                    decision.reason(),
                    text(decision.scope()));
        }
    }

    static Explanation of(App app, Ruling ruling) {
        Decision decision = ruling.decision();
        return new Explanation(
                app.id().value(),
                decision.wireName(),
                decision.reason(),
                decision instanceof Decision.Granted ? app.scope().toString() : text(decision.scope()),
                ruling.judgements().stream().map(PolicyExplanation::of).toList());
    }

    private static @Nullable String text(@Nullable Scope scope) {
        return scope == null ? null : scope.toString();
    }
}
