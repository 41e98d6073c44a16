package dev.tokenvending.reuse;

import dev.tokenvending.settings.Settings;

/** How many tokens are held at most; beyond it those go that are asked for least. */
public record Capacity(int tokens) {

    private static final int MOST = 1_000_000;

    /** The capacity of {@code token-vending.held-tokens}. */
    public static Capacity read(Settings settings) {
        int tokens = settings.read(ReuseProperties.class).heldTokens();
        if (tokens < 1 || tokens > MOST) {
            settings.problem("token-vending.held-tokens", "must lie between 1 and " + MOST + ".", "10000");
        }
        return new Capacity(tokens);
    }
}
