package dev.tokenvending.caller.keys;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys an issuer has published (RFC 7517 §5) that are of use. */
record KeySet(List<Entry> entries) {

    KeySet {
        entries = List.copyOf(entries);
    }

    /**
     * A key as published.
     *
     * @param id its {@code kid}, which not every issuer gives
     * @param algorithm the only one it is meant for, where that is said
     */
    record Entry(@Nullable String id, @Nullable String algorithm, VerificationKey key) {

        boolean fits(JWSAlgorithm wanted) {
            return key.fits(wanted) && (algorithm == null || algorithm.equals(wanted.getName()));
        }
    }

    /** What there is, seen by somebody who takes those algorithms. */
    Inventory inventory(Set<JWSAlgorithm> wanted) {
        Set<String> algorithms = new HashSet<>();
        entries.forEach(entry ->
                algorithms.addAll(entry.algorithm() == null ? entry.key().names() : Set.of(entry.algorithm())));
        long fitting = entries.stream()
                .filter(entry -> wanted.stream().anyMatch(entry::fits))
                .count();
        return new Inventory(entries.size(), (int) fitting, algorithms);
    }

    /**
     * The key of that id. Without an id on one side, the only key that fits: to try out several would let a token choose
     * how much work it makes.
     */
    Optional<VerificationKey> find(@Nullable String keyId, JWSAlgorithm algorithm) {
        List<Entry> fitting =
                entries.stream().filter(entry -> entry.fits(algorithm)).toList();
        Optional<Entry> named = fitting.stream()
                .filter(entry -> keyId != null && keyId.equals(entry.id()))
                .findFirst();
        if (named.isPresent()) {
            return named.map(Entry::key);
        }
        List<Entry> nameless = keyId == null
                ? fitting
                : fitting.stream().filter(entry -> entry.id() == null).toList();
        return nameless.size() == 1 ? Optional.of(nameless.getFirst().key()) : Optional.empty();
    }
}
