package dev.tokenvending.vending;

import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.Spent;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request for a token.
 *
 * @param ruling what the policies said, whether or not it came to a token
 * @param account whose token it is or would have been, absent when it did not come to that
 * @param spent where the time went
 */
public record Answer(Ruling ruling, @Nullable AccountId account, Outcome outcome, Spent spent) {}
