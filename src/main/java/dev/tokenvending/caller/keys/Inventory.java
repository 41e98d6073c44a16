package dev.tokenvending.caller.keys;

import java.util.Set;
import java.util.TreeSet;

/**
 * What keys an issuer has.
 *
 * @param keys how many are of use at all
 * @param fitting how many of them verify by an algorithm that is taken from this issuer
 * @param algorithms by which any of them verifies
 */
public record Inventory(int keys, int fitting, Set<String> algorithms) {

    public Inventory {
        algorithms = new TreeSet<>(algorithms);
    }
}
