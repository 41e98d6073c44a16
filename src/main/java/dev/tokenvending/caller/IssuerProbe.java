package dev.tokenvending.caller;

import com.nimbusds.jose.JWSAlgorithm;
import dev.tokenvending.caller.keys.Inventory;
import dev.tokenvending.caller.keys.IssuerKeys;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the keys of an issuer, for somebody who wants to know whether its tokens can be verified. */
public final class IssuerProbe {

    private final String name;
    private final IssuerKeys keys;
    private final Set<JWSAlgorithm> wanted;

    IssuerProbe(Issuer issuer) {
        this.name = issuer.name();
        this.keys = issuer.keys();
        this.wanted = issuer.algorithms();
    }

    /** What there is. */
    public sealed interface Answer {

        /**
         * Keys.
         *
         * @param count how many are of use at all
         * @param fitting how many of them verify by an algorithm that is set for the issuer
         * @param algorithms by which any of them verifies
         */
        record Keys(int count, int fitting, Set<String> algorithms) implements Answer {}

        /**
         * None.
         *
         * @param reason ours, without a word of the server's
         */
        record NoKeys(String reason) implements Answer {}
    }

    public String name() {
        return name;
    }

    /** Where the keys are asked for; empty for a key of the settings. */
    public Optional<URI> url() {
        return keys.url();
    }

    /** The names of the algorithms that are set for it. */
    public Set<String> algorithms() {
        Set<String> names = new TreeSet<>();
        wanted.forEach(algorithm -> names.add(algorithm.getName()));
        return names;
    }

    /** Asks for them, which takes about two seconds at most. */
    public Answer ask() {
        try {
            Inventory found = keys.inventory(wanted);
            return new Answer.Keys(found.keys(), found.fitting(), found.algorithms());
        } catch (IOException e) {
            return new Answer.NoKeys(String.valueOf(e.getMessage()));
        }
    }
}
