package dev.tokenvending.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rules by which tokens are granted.
 *
 * @param policies by their names, which apps list
 */
@ConfigurationProperties("token-vending")
record PoliciesProperties(@DefaultValue Map<String, PolicyProperties> policies) {

    /**
     * One policy: exactly one of a rule, limits and a remote service; or none of them, to set the mode of a bean.
     *
     * @param rule a CEL expression that is true when a token may be had
     * @param limits how many requests there may be
     * @param remote an HTTP service to ask
     * @param mode {@code enforce}, or {@code shadow}: decides, is audited and counted, and never refuses
     */
    record PolicyProperties(
            @Nullable String rule,
            @Nullable List<LimitProperties> limits,
            @Nullable RemoteProperties remote,
            @DefaultValue("enforce") Mode mode) {}

    /**
     * One window of a limit.
     *
     * @param requests how many fit into it
     * @param per how long it is
     * @param key who has one of its own
     */
    record LimitProperties(
            @Nullable Integer requests,
            @Nullable Duration per,
            @DefaultValue("caller") LimitKey key) {}

    /** Who has a limit of its own. */
    enum LimitKey {
        CALLER,
        APP,
        ADDRESS
    }

    /**
     * A service in the shape of Open Policy Agent's data API.
     *
     * @param url where to {@code POST} the input
     * @param timeout how long an answer may take in all, from 10 milliseconds to 10 seconds
     */
    record RemoteProperties(
            @Nullable String url, @DefaultValue("500ms") Duration timeout) {}
}
