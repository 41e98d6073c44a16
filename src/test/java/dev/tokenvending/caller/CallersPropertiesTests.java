package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.caller.CallersProperties.ApiKeyProperties;
import dev.tokenvending.caller.CallersProperties.BasicProperties;
import dev.tokenvending.caller.CallersProperties.IssuerProperties;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallersPropertiesTests {

    @Test
    void readWhenEverythingIsSetThenBoundByTheseNames() {
        String issuer = "token-vending.callers.issuers[0].";
        Settings settings = TestSettings.of(
                "token-vending.callers.basic[0].username=anna",
                "token-vending.callers.basic[0].password=c4nary",
                "token-vending.callers.api-keys[0].name=ios-app",
                "token-vending.callers.api-keys[0].sha256=hash",
                "token-vending.callers.api-keys[0].not-after=moment",
                issuer + "name=customers",
                issuer + "issuer=https://login.example.com/",
                issuer + "audiences=a,b",
                issuer + "jwks-uri=https://login.example.com/jwks",
                issuer + "public-key=key",
                issuer + "algorithms=PS256",
                issuer + "identity-claim=uid",
                issuer + "required-claims.token_use=id",
                issuer + "required-claims[https://example.com/role]=admin",
                issuer + "header=X-Token");
        assertThat(settings.read(CallersProperties.class))
                .isEqualTo(new CallersProperties(
                        List.of(new BasicProperties("anna", "c4nary")),
                        List.of(new ApiKeyProperties("ios-app", "hash", "moment")),
                        List.of(new IssuerProperties(
                                "customers",
                                "https://login.example.com/",
                                List.of("a", "b"),
                                "https://login.example.com/jwks",
                                "key",
                                List.of("PS256"),
                                "uid",
                                Map.of("token_use", "id", "https://example.com/role", "admin"),
                                "X-Token"))));
        assertThat(TestSettings.problems(settings)).isEmpty();
    }

    @Test
    void readWhenIssuerIsShortThenDefaults() {
        Settings settings = TestSettings.of("token-vending.callers.issuers[0].name=customers");
        assertThat(settings.read(CallersProperties.class).issuers())
                .containsExactly(new IssuerProperties(
                        "customers",
                        null,
                        List.of(),
                        null,
                        null,
                        List.of("RS256", "ES256"),
                        "sub",
                        Map.of(),
                        "Authorization"));
    }

    @Test
    void readWhenNothingIsSetThenNobody() {
        assertThat(TestSettings.of().read(CallersProperties.class))
                .isEqualTo(new CallersProperties(List.of(), List.of(), List.of()));
    }

    @Test
    void toStringWhenIssuerIsPrintedThenNoKey() {
        IssuerProperties issuer = new IssuerProperties(
                "customers", null, List.of(), null, "c4nary", List.of(), "sub", Map.of(), "Authorization");
        assertThat(issuer.toString()).contains("customers").doesNotContain("c4nary");
    }

    @Test
    void toStringWhenPrintedThenNoPassword() {
        assertThat(new CallersProperties(List.of(new BasicProperties("anna", "c4nary")), List.of(), List.of())
                        .toString())
                .contains("anna")
                .doesNotContain("c4nary");
    }
}
