package dev.tokenvending.core;

import java.time.Duration;

/**
 * What is left of a rate limit after this request, as callers are told (IETF draft "RateLimit header fields for HTTP").
 *
 * @param name of the limit, unique within an answer
 * @param limit how many requests fit into a window
 * @param remaining how many are left
 * @param reset when all or some are back
 */
public record Quota(String name, long limit, Duration window, long remaining, Duration reset) {}
