package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTests {

    @ParameterizedTest
    @CsvSource({"'', id", "' ', id", "issuer, ''", "issuer, ' '"})
    void newWhenIssuerOrIdIsBlankThenRefused(String issuer, String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Caller(CallerKind.ISSUER, issuer, id));
    }

    @Test
    void equalsWhenKindIssuerOrIdDiffersThenDifferent() {
        Caller caller = new Caller(CallerKind.ISSUER, "customers", "anna");
        assertThat(caller)
                .isEqualTo(new Caller(CallerKind.ISSUER, "customers", "anna"))
                .isNotEqualTo(new Caller(CallerKind.API_KEY, "customers", "anna"))
                .isNotEqualTo(new Caller(CallerKind.ISSUER, "partners", "anna"))
                .isNotEqualTo(new Caller(CallerKind.ISSUER, "customers", "bert"));
    }

    @Test
    void basicWhenNamedThenOfOurOwnList() {
        assertThat(Caller.basic("anna")).isEqualTo(new Caller(CallerKind.BASIC, "basic", "anna"));
    }

    @ParameterizedTest
    @CsvSource({"BASIC, basic", "API_KEY, api-key", "ISSUER, issuer"})
    void wireNameWhenWrittenThenAsInTheSettings(CallerKind kind, String name) {
        assertThat(kind.wireName()).isEqualTo(name);
    }

    /** What an issuer says of somebody changes from one token to the next, and the somebody stays the same. */
    @Test
    void equalsWhenOnlyTheClaimsDifferThenTheSameCaller() {
        Caller gold = new Caller(CallerKind.ISSUER, "customers", "anna", new Claims(Map.of("tier", "gold")));
        Caller plain = new Caller(CallerKind.ISSUER, "customers", "anna");
        assertThat(gold).isEqualTo(plain).hasSameHashCodeAs(plain);
    }

    @Test
    void toStringWhenPrintedThenNoClaims() {
        Caller caller = new Caller(CallerKind.ISSUER, "customers", "anna", new Claims(Map.of("email", "c4nary")));
        assertThat(caller.toString()).contains("anna").doesNotContain("c4nary");
    }
}
