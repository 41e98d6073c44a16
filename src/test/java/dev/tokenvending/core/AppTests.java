package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppTests {

    @ParameterizedTest
    @CsvSource({
        // A kind admits everybody of it, and nobody else.
        "basic, BASIC, basic, a, true",
        "basic, API_KEY, api-key, a, false",
        "basic, ISSUER, basic, basic, false",
        "api-key, API_KEY, api-key, a, true",
        "api-key, BASIC, basic, api-key, false",
        "issuer, ISSUER, customers, a, true",
        "issuer, BASIC, basic, issuer, false",
        // A name admits the one that bears it whole.
        "basic:a, BASIC, basic, a, true",
        "basic:a, BASIC, basic, ab, false",
        "basic:a, BASIC, basic, ba, false",
        "basic:ab, BASIC, basic, a, false",
        "basic:a, BASIC, basic, A, false",
        "basic:a, API_KEY, api-key, a, false",
        "basic:a, BASIC, basic, basic:a, false",
        "basic:.*, BASIC, basic, a, false",
        "basic:*, BASIC, basic, a, false",
        "basic:a|b, BASIC, basic, a, false",
        "basic:a, BASIC, basic, a|b, false",
        "basic:a:b, BASIC, basic, a:b, true",
        "api-key:ios-app, API_KEY, api-key, ios-app, true",
        "api-key:ios-app, API_KEY, api-key, ios-app-2, false",
        "api-key:ios-app, BASIC, basic, ios-app, false",
        // An issuer's users are named by their issuer, never by an id that the issuer chooses.
        "issuer:customers, ISSUER, customers, anna, true",
        "issuer:customers, ISSUER, partners, customers, false",
        "issuer:anna, ISSUER, customers, anna, false",
        "issuer:customers, ISSUER, customers2, anna, false"
    })
    void admitsWhenOneEntryIsListedThenWhoeverItNames(
            String entry, CallerKind kind, String issuer, String id, boolean admitted) {
        assertThat(app(Set.of(entry)).admits(new Caller(kind, issuer, id))).isEqualTo(admitted);
    }

    @Test
    void admitsWhenNobodyIsListedThenEverybody() {
        for (CallerKind kind : CallerKind.values()) {
            assertThat(app(Set.of()).admits(new Caller(kind, "any", "anna"))).isTrue();
        }
    }

    @Test
    void admitsWhenSeveralAreListedThenEachOfThem() {
        App app = app(Set.of("api-key", "basic:a", "basic:b"));
        assertThat(app.admits(Caller.basic("a"))).isTrue();
        assertThat(app.admits(Caller.basic("b"))).isTrue();
        assertThat(app.admits(Caller.basic("c"))).isFalse();
        assertThat(app.admits(new Caller(CallerKind.API_KEY, "api-key", "c"))).isTrue();
        assertThat(app.admits(new Caller(CallerKind.ISSUER, "customers", "a"))).isFalse();
    }

    @Test
    void newWhenCallersChangeLaterThenUnchanged() {
        Set<String> callers = new HashSet<>(Set.of("issuer"));
        App app = app(callers);
        callers.add("basic");
        assertThat(app.admits(Caller.basic("a"))).isFalse();
    }

    private static App app(Set<String> callers) {
        return TestApp.builder().callers(callers).build();
    }
}
