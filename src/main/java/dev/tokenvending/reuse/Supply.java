package dev.tokenvending.reuse;

import dev.tokenvending.core.Exchange;

/**
 * What a caller gets.
 *
 * @param reused whether it was fetched for somebody else, or for an earlier request
 */
public record Supply(Exchange exchange, boolean reused) {}
