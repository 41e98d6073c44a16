package dev.tokenvending.core;

/**
 * What one policy said.
 *
 * @param policy its name
 * @param enforced whether what it says counts; a policy in shadow mode is only written down
 */
public record Judgement(String policy, boolean enforced, Decision decision) {}
