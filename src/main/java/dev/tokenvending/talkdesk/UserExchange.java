package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Spent;

/**
 * What came of asking Talkdesk ID for a user's token.
 *
 * @param tokens that came with it; none when none came
 */
public record UserExchange(Exchange exchange, UserTokens tokens, Spent spent) {}
