package dev.tokenvending.appconnect;

import dev.tokenvending.core.InstallationPolicy;
import dev.tokenvending.core.InstallationPolicy.Request;
import dev.tokenvending.core.InstallationPolicy.Verdict;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policies that decide on installations; with none, every customer may install. */
record Policies(List<InstallationPolicy> all) {

    private static final Logger log = LoggerFactory.getLogger(Policies.class);

    Verdict decide(Event event) {
        return event instanceof Event.Installed installed ? decide(requestOf(installed)) : new Verdict.Approved();
    }

    private Verdict decide(Request request) {
        for (InstallationPolicy policy : all) {
            if (verdict(policy, request) instanceof Verdict.Rejected rejected) {
                return rejected;
            }
        }
        return new Verdict.Approved();
    }

    private static Verdict verdict(InstallationPolicy policy, Request request) {
        try {
            return Objects.requireNonNull(policy.decide(request));
        } catch (RuntimeException e) {
            // Without its message, which may quote what it was given.
            StackTraceElement[] frames = e.getStackTrace();
            log.error(
                    "An installation policy has failed, so that the installation is rejected: {} at {}",
                    e.getClass().getName(),
                    frames.length == 0 ? "an unknown place" : frames[0]);
            return new Verdict.Rejected("The installation could not be checked");
        }
    }

    private static Request requestOf(Event.Installed event) {
        Event.Customer customer = event.customer();
        return new Request(
                customer.installation().appId(),
                customer.installation().installationId(),
                customer.accountId(),
                Objects.requireNonNullElse(customer.accountName(), ""));
    }
}
