package dev.tokenvending.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.Talkdesk;
import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.signin.Returns.Ended;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who sends a browser back is the host of the page where its user signed in, which need not be that of the token URL. */
@SignInApp
class ReturnIssuerTests {

    /** Nobody listens at its token URL. */
    private static final Accounts ACCOUNTS = Accounts.read(TestSettings.of(
            "talkdesk.accounts.acme.token-uri=http://127.0.0.1:1/oauth/token",
            "talkdesk.accounts.acme.authorization-uri=https://users.example.com/oauth/authorize",
            "talkdesk.accounts.acme.client-id=client",
            "talkdesk.accounts.acme.key-id=key",
            "talkdesk.accounts.acme.private-key=" + Talkdesk.PRIVATE_KEY));

    private final Returns returns;
    private final Ticker ticker;

    ReturnIssuerTests(@Autowired Returns returns, @Autowired Ticker ticker) {
        this.returns = returns;
        this.ticker = ticker;
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://users.example.com", "https://USERS.example.com/", "https://users.example.com/id"})
    void endWhenTheIssuerIsWhereTheUserSignedInThenTheCodeIsTakenToTheTokenUrl(String issuer) {
        assertThat(end(issuer).error()).isEqualTo("temporarily_unavailable");
    }

    @Test
    void endWhenTheIssuerIsElsewhereThenTheCodeIsTakenNowhere() {
        assertThat(end("http://127.0.0.1:1/").reason()).isEqualTo("other_issuer");
    }

    private Ended.Badly end(String issuer) {
        URI anywhere = URI.create("https://example.com/");
        Pending pending =
                new Pending("customers", "anna", "agents", "acme", null, "all", anywhere, anywhere, "nonce", null);
        return (Ended.Badly) returns.end(
                pending,
                new Callback("code", null, issuer),
                ACCOUNTS,
                new IdTokenCheck(null, Clock.systemUTC()),
                Deadline.in(Duration.ofSeconds(6), ticker));
    }
}
