package dev.tokenvending.reuse;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is held.
 *
 * @param heldTokens how many tokens at most; each takes 1.4 KB of the heap
 */
@ConfigurationProperties("token-vending")
record ReuseProperties(@DefaultValue("10000") int heldTokens) {}
