package dev.tokenvending.vending;

import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Ruling;

/**
 * What came of a request for a token.
 *
 * @param ruling what the policies said, whether or not it came to a token
 */
public record Answer(Ruling ruling, Outcome outcome) {}
