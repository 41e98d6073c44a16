package dev.tokenvending.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Samples;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Claims;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestApp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two share a token exactly when they may: by the same credentials, for the same scope, as the same sharer. */
class CacheKeyLawsTests {

    /** What one asks with, and all that may tell it from what another asks with. */
    private record Question(Optional<CacheKey> key, List<Object> matters) {}

    @Test
    void ofWhenTwoAskThenTheSameExactlyIfAllThatMattersIs() {
        Samples.forAll(some -> {
            Question one = question(some);
            Question other = question(some);
            boolean both = one.key().isPresent() && other.key().isPresent();
            assertThat(both && one.key().equals(other.key()))
                    .isEqualTo(both && one.matters().equals(other.matters()));
            if (both && one.key().equals(other.key())) {
                assertThat(one.key().get()).hasSameHashCodeAs(other.key().get());
            }
        });
    }

    private static Question question(Samples some) {
        String url = "https://" + some.oneOf("a", "a", "a", "b") + ".example/oauth/token";
        String audience = some.oneOf("x", "x", "x", "y");
        String client = some.oneOf("c1", "c1", "c1", "c2");
        String keyId = some.oneOf("k1", "k1", "k1", "k2");
        KeyAlgorithm algorithm =
                some.oneOf(KeyAlgorithm.ES256, KeyAlgorithm.ES256, KeyAlgorithm.ES256, KeyAlgorithm.ES384);
        Account account = TestAccounts.builder()
                .id(some.oneOf("acme", "renamed"))
                .tokenUrl(URI.create(url))
                .audience(audience)
                .clientId(client)
                .keyId(keyId)
                .algorithm(algorithm)
                .assertionLifetime(Duration.ofMinutes(1 + some.upTo(4)))
                .build();
        List<String> tokens = some.some(3, List.of("a", "b"));
        Scope scope = Scope.parse(tokens).orElse(TestAccounts.scope("a"));
        Reuse reuse = some.oneOf(Reuse.values());
        String app = some.oneOf("ios", "android");
        CallerKind kind = some.oneOf(CallerKind.ISSUER, CallerKind.ISSUER, CallerKind.ISSUER, CallerKind.BASIC);
        String issuer = some.oneOf("customers", "partners");
        String id = some.oneOf("anna", "bert");
        Caller caller = new Caller(kind, issuer, id, new Claims(Map.of("n", some.upTo(5))));
        App asked = TestApp.builder()
                .id(app)
                .reuse(reuse)
                .minTtl(some.time(Duration.ofHours(1)))
                .build();
        Object sharer = reuse == Reuse.SHARED ? app : List.of(kind, issuer, id);
        assertThat(CacheKey.of(account, scope, asked, caller).isPresent())
                .isEqualTo(reuse == Reuse.SHARED || (reuse == Reuse.PER_USER && kind == CallerKind.ISSUER));
        return new Question(
                CacheKey.of(account, scope, asked, caller),
                List.of(url, audience, client, keyId, algorithm, new TreeSet<>(scope.values()), sharer));
    }
}
