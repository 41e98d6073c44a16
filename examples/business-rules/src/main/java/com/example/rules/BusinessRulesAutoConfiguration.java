package com.example.rules;

import dev.tokenvending.core.TokenPolicy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Makes the policies of this jar known by their names. */
@AutoConfiguration
public class BusinessRulesAutoConfiguration {

    @Bean("gradual-rollout")
    TokenPolicy gradualRollout(@Value("${business-rules.rollout-percent}") int percent) {
        return new GradualRollout(percent);
    }
}
