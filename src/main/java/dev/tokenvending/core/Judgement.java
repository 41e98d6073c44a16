package dev.tokenvending.core;

/**
 * What one policy said.
 *
 * @param policy its name
 * @param enforced whether what it says counts; a policy in shadow mode is only written down
 */
public record Judgement(String policy, boolean enforced, Decision decision) {

    /** {@code enforce} or {@code shadow}, as settings and audit write it. */
    public String mode() {
        return enforced ? "enforce" : "shadow";
    }
}
