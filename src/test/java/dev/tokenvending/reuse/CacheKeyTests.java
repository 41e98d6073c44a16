package dev.tokenvending.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Claims;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.TestApp;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CacheKeyTests {

    private static final Scope SCOPE = TestAccounts.scope("a");
    private static final Account ACCOUNT = TestAccounts.account();
    private static final App PER_USER = TestApp.builder().reuse(Reuse.PER_USER).build();
    private static final App SHARED = TestApp.builder().reuse(Reuse.SHARED).build();
    private static final App NEVER = TestApp.builder().reuse(Reuse.NEVER).build();
    private static final Caller ANNA = new Caller(CallerKind.ISSUER, "customers", "anna");

    @ParameterizedTest
    @EnumSource(CallerKind.class)
    void ofWhenPerUserThenOnlyUsersOfAnIssuerShareWithThemselves(CallerKind kind) {
        Caller caller = new Caller(kind, "customers", "anna");
        assertThat(CacheKey.of(ACCOUNT, SCOPE, PER_USER, caller).isPresent()).isEqualTo(kind == CallerKind.ISSUER);
        assertThat(CacheKey.of(ACCOUNT, SCOPE, SHARED, caller)).isPresent();
        assertThat(CacheKey.of(ACCOUNT, SCOPE, NEVER, caller)).isEmpty();
    }

    @Test
    void ofWhenSharedThenTheSameForEveryCallerOfTheAppAlone() {
        Optional<CacheKey> key = CacheKey.of(ACCOUNT, SCOPE, SHARED, ANNA);
        assertThat(CacheKey.of(ACCOUNT, SCOPE, SHARED, Caller.basic("bert"))).isEqualTo(key);
        App other = TestApp.builder().id("android").reuse(Reuse.SHARED).build();
        assertThat(CacheKey.of(ACCOUNT, SCOPE, other, ANNA)).isNotEqualTo(key);
        assertThat(CacheKey.of(ACCOUNT, SCOPE, PER_USER, ANNA)).isNotEqualTo(key);
    }

    /** Incident: two callers with the same id from different issuers share something. */
    @Test
    void ofWhenIdsAreEqualThenTheIssuersTellApart() {
        assertThat(CacheKey.of(ACCOUNT, SCOPE, PER_USER, new Caller(CallerKind.ISSUER, "partners", "anna")))
                .isNotEqualTo(CacheKey.of(ACCOUNT, SCOPE, PER_USER, ANNA));
    }

    static Stream<Account> otherCredentials() {
        return Stream.of(
                TestAccounts.builder()
                        .tokenUrl(URI.create("https://other.talkdeskid.example/oauth/token"))
                        .build(),
                TestAccounts.builder().audience("https://other.example").build(),
                TestAccounts.builder().clientId("client-2").build(),
                TestAccounts.builder().keyId("key-2").build(),
                TestAccounts.builder().algorithm(KeyAlgorithm.PS256).build());
    }

    /** Incident: a key that misses a parameter. */
    @ParameterizedTest
    @MethodSource("otherCredentials")
    void ofWhenCredentialsDifferThenAnother(Account other) {
        assertThat(CacheKey.of(other, SCOPE, PER_USER, ANNA)).isNotEqualTo(CacheKey.of(ACCOUNT, SCOPE, PER_USER, ANNA));
    }

    @Test
    void ofWhenScopesDifferThenAnother() {
        assertThat(CacheKey.of(ACCOUNT, TestAccounts.scope("a b"), PER_USER, ANNA))
                .isNotEqualTo(CacheKey.of(ACCOUNT, SCOPE, PER_USER, ANNA));
    }

    /** Incident: a reload cold-starts every held token. */
    @Test
    void ofWhenOnlyOtherThingsDifferThenTheSame() {
        Account renamed = TestAccounts.builder()
                .id("renamed")
                .scope("a b c")
                .assertionLifetime(Duration.ofMinutes(1))
                .build();
        App app = TestApp.builder()
                .id("android")
                .policies("daytime")
                .minTtl(Duration.ofMinutes(1))
                .build();
        Caller withClaims = new Caller(CallerKind.ISSUER, "customers", "anna", new Claims(Map.of("plan", "gold")));
        assertThat(CacheKey.of(renamed, SCOPE, app, withClaims)).isEqualTo(CacheKey.of(ACCOUNT, SCOPE, PER_USER, ANNA));
    }

    /** Whoever adds to what a token is asked for must say here whether the key has to tell it apart. */
    @Test
    void componentsWhenListedThenEachIsInTheKeyOrOfNoMatter() {
        assertThat(components(Account.class))
                .as("by version; of no matter: id, assertionLifetime, scope (what was asked for is in the key) and"
                        + " authorizationUrl (tokens of users are not held here)")
                .containsExactlyInAnyOrder(
                        "id",
                        "tokenUrl",
                        "audience",
                        "clientId",
                        "credential",
                        "assertionLifetime",
                        "scope",
                        "authorizationUrl");
        assertThat(components(App.class))
                .as("by reuse and id; the policies have decided, whose account it is is in the version, tokens"
                        + " of another grant are not held here, and min-ttl is looked at each time")
                .containsExactlyInAnyOrder(
                        "id",
                        "account",
                        "scope",
                        "callers",
                        "platform",
                        "bundleId",
                        "responseFormat",
                        "allowedOrigins",
                        "policies",
                        "grant",
                        "reuse",
                        "minTtl");
        assertThat(components(Caller.class))
                .as("by kind, issuer and id; claims are for the policies")
                .containsExactlyInAnyOrder("kind", "issuer", "id", "claims");
        assertThat(components(PolicyInput.class))
                .as("caller and app; request and now are for the policies")
                .containsExactlyInAnyOrder("caller", "app", "request", "now");
    }

    private static Set<String> components(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }
}
