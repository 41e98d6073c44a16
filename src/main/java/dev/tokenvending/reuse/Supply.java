package dev.tokenvending.reuse;

import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Spent;

/**
 * What a caller gets.
 *
 * @param reused whether it was fetched for somebody else, or for an earlier request
 * @param spent where the time went that this caller waited
 */
public record Supply(Exchange exchange, boolean reused, Spent spent) {}
