package dev.tokenvending.reuse;

import static dev.tokenvending.core.KeyAlgorithm.ES256;
import static dev.tokenvending.core.KeyAlgorithm.ES384;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Claims;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestApp;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Two share a token exactly when they may: by the same credentials, for the same scope, as the same sharer. */
class CacheKeyLawsTests {

    /** In what one may ask otherwise than another. */
    enum Part {
        URL,
        AUDIENCE,
        CLIENT,
        KEY,
        ALGORITHM,
        SCOPE,
        APP,
        ISSUER,
        USER,
        NAME_OF_ACCOUNT,
        LIFE_OF_ASSERTION,
        ORDER_OF_SCOPE,
        CLAIMS,
        MIN_TTL
    }

    private static final Set<Part> ALWAYS_MATTER = EnumSet.range(Part.URL, Part.SCOPE);

    @Property
    void ofWhenTwoAskThenTheSameExactlyIfAllThatMattersIs(
            @ForAll Reuse reuse, @ForAll CallerKind kind, @ForAll @Size(max = 2) Set<Part> others) {
        Optional<CacheKey> one = key(reuse, kind, Set.of());
        Optional<CacheKey> other = key(reuse, kind, others);
        boolean held = reuse == Reuse.SHARED || (reuse == Reuse.PER_USER && kind == CallerKind.ISSUER);
        assertThat(one.isPresent()).isEqualTo(held);
        assertThat(other.isPresent()).isEqualTo(held);
        if (held) {
            Set<Part> sharer = reuse == Reuse.SHARED ? Set.of(Part.APP) : Set.of(Part.ISSUER, Part.USER);
            assertThat(one.equals(other))
                    .isEqualTo(Collections.disjoint(others, ALWAYS_MATTER) && Collections.disjoint(others, sharer));
            assertThat(one.hashCode() == other.hashCode() || !one.equals(other)).isTrue();
        }
    }

    private static Optional<CacheKey> key(Reuse reuse, CallerKind kind, Set<Part> others) {
        Account account = TestAccounts.builder()
                .id(others.contains(Part.NAME_OF_ACCOUNT) ? "renamed" : "acme")
                .tokenUrl(URI.create(others.contains(Part.URL) ? "https://b.example/t" : "https://a.example/t"))
                .audience(others.contains(Part.AUDIENCE) ? "y" : "x")
                .clientId(others.contains(Part.CLIENT) ? "c2" : "c1")
                .keyId(others.contains(Part.KEY) ? "k2" : "k1")
                .algorithm(others.contains(Part.ALGORITHM) ? ES384 : ES256)
                .assertionLifetime(Duration.ofMinutes(others.contains(Part.LIFE_OF_ASSERTION) ? 5 : 1))
                .build();
        String second = others.contains(Part.SCOPE) ? "c" : "b";
        List<String> tokens =
                others.contains(Part.ORDER_OF_SCOPE) ? List.of(second, "a", second) : List.of("a", second);
        App app = TestApp.builder()
                .id(others.contains(Part.APP) ? "android" : "ios")
                .reuse(reuse)
                .minTtl(Duration.ofMinutes(others.contains(Part.MIN_TTL) ? 5 : 1))
                .build();
        Caller caller = new Caller(
                kind,
                others.contains(Part.ISSUER) ? "partners" : "customers",
                others.contains(Part.USER) ? "bert" : "anna",
                new Claims(Map.of("n", others.contains(Part.CLAIMS) ? 2 : 1)));
        return CacheKey.of(account, Scope.parse(tokens).orElseThrow(), app, caller);
    }
}
