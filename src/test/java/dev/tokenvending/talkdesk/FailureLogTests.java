package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FailureLogTests {

    private final FailureLog failures = new FailureLog();
    private final Account account = TestAccounts.builder()
            .id("acme-eu")
            .tokenUrl(URI.create("https://acme.talkdeskid.eu/oauth/token"))
            .audience("https://acme.talkdeskid.com/oauth/token")
            .algorithm(KeyAlgorithm.ES384)
            .build();

    @Test
    void noteWhenRefusedThenOneLineTellsWhatToLookAt(CapturedOutput output) {
        failures.note(account, new TokenGrant.ClientCredentials(account.scope()), refused(Duration.ofSeconds(-90)));
        assertThat(lines(output))
                .singleElement()
                .asString()
                .contains("ERROR", "acme-eu", "HTTP 401", "error invalid_client", "(Client authentication failed)")
                .contains("Token URL https://acme.talkdeskid.eu/oauth/token")
                .contains("audience https://acme.talkdeskid.com/oauth/token")
                .contains(
                        "client client-1", "key id key-1", "algorithm ES384", "scope asked for visual-sessions:execute")
                .contains("measured clock skew -90 s")
                .contains("Likely causes", "rotated", "clock", "audience", "a scope the client lacks", "minutes ago");
    }

    @Test
    void noteWhenUpstreamIsAheadThenSkewIsPositive(CapturedOutput output) {
        failures.note(account, new TokenGrant.ClientCredentials(account.scope()), refused(Duration.ofHours(1)));
        assertThat(output).contains("measured clock skew 3600 s");
    }

    @Test
    void noteWhenUpstreamDidNotTellTheTimeThenSkewIsUnknown(CapturedOutput output) {
        failures.note(account, new TokenGrant.ClientCredentials(account.scope()), refused(null));
        assertThat(output).contains("measured clock skew unknown");
    }

    @Test
    void noteWhenScopeIsWiderThenOneLineSaysSo(CapturedOutput output) {
        failures.note(
                account,
                new TokenGrant.ClientCredentials(account.scope()),
                new Rejected(new Upstream("wider_scope", 200, null, null, null)));
        assertThat(lines(output))
                .singleElement()
                .asString()
                .contains("ERROR", "acme-eu", "more than was asked for", "key id key-1")
                .contains("Token URL https://acme.talkdeskid.eu/oauth/token");
    }

    @Test
    void noteWhenUnavailableThenOneWarning(CapturedOutput output) {
        Upstream upstream = new Upstream("http_429", 429, "slow_down", "text", Duration.ofSeconds(2));
        failures.note(
                account,
                new TokenGrant.ClientCredentials(account.scope()),
                new Unavailable(upstream, Duration.ofSeconds(5)));
        assertThat(lines(output))
                .singleElement()
                .asString()
                .contains("WARN", "acme-eu", "http_429", "HTTP 429", "error slow_down", "measured clock skew 2 s");
    }

    @Test
    void noteWhenTimedOutThenOneWarning(CapturedOutput output) {
        failures.note(
                account, new TokenGrant.ClientCredentials(account.scope()), new TimedOut(Upstream.silent("timeout")));
        assertThat(lines(output)).singleElement().asString().contains("WARN", "acme-eu", "timeout", "unknown");
    }

    @Test
    void exchangeWhenRefusedWithHostileTextThenNoSecretAndNoForgedLineIsLogged(CapturedOutput output)
            throws IOException {
        String canary = "eyJjYW5hcnkiOiJjYW5hcnkifQ.eyJjYW5hcnkiOiJjYW5hcnkifQ.Y2FuYXJ5";
        String hostile = TestAnswer.error("invalid_client")
                .with("error_description", "\"bad " + canary + "\\n2026-03-01 ERROR forged\\u001b[31m\"")
                .json();
        try (RawServer server = RawServer.saying(RawServer.http(401, hostile));
                TestDoor door = new TestDoor()) {
            door.exchange(TestAccounts.account(server.tokenUrl()));
            String sent = Form.of(server.requests.getFirst()).value("client_assertion");
            assertThat(lines(output)).singleElement().asString().contains("(bad […] 2026-03-01 ERROR forged [31m)");
            assertThat(output.getAll())
                    .doesNotContain("canary", canary, "Y2FuYXJ5", sent, sent.substring(sent.lastIndexOf('.')))
                    .doesNotContain(privateKey(), "\u001b");
        }
    }

    @Test
    void exchangeWhenIssuedThenNothingIsLogged(CapturedOutput output) throws IOException {
        Exchange result;
        try (RawServer server =
                        RawServer.saying(RawServer.http(200, TestAnswer.good().json()));
                TestDoor door = new TestDoor()) {
            result = door.exchange(TestAccounts.account(server.tokenUrl()));
        }
        assertThat(result).isInstanceOf(Exchange.Issued.class);
        assertThat(lines(output)).isEmpty();
    }

    private static Rejected refused(@Nullable Duration skew) {
        return new Rejected(new Upstream("refused", 401, "invalid_client", "Client authentication failed", skew));
    }

    /** The room's own lines; other loggers may be on. */
    private static List<String> lines(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains(TalkdeskId.class.getSimpleName()))
                .toList();
    }

    private static String privateKey() {
        byte[] key = TestAccounts.keyPair(KeyAlgorithm.ES256).getPrivate().getEncoded();
        return Base64.getEncoder().encodeToString(key).substring(0, 40);
    }
}
