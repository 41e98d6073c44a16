package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.TestClock;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The sandbox forgets the oldest before it outgrows a desk. */
class SandboxMemoryTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void addWhenThereAreTooManyInstallationsThenTheOldestIsForgotten() {
        var installations = new SandboxInstallations();
        IntStream.range(0, SandboxInstallations.MOST).forEach(i -> installations.add(installation("i" + i)));
        installations.add(installation("i0"));
        installations.add(installation("one more"));
        assertThat(installations.all()).hasSize(1_000);
        assertThat(installations.find("i0")).isPresent();
        assertThat(installations.find("i1")).isEmpty();
        assertThat(installations.find("one more")).isPresent();
    }

    @Test
    void updateWhenInstallationIsForgottenThenNothingHappens() {
        var installations = new SandboxInstallations();
        installations.update("gone", SandboxInstallation::uninstalled);
        assertThat(installations.all()).isEmpty();
    }

    @Test
    void addWhenThereAreTooManyEventsThenTheOldestIsForgotten() {
        var events = new SandboxEvents();
        IntStream.rangeClosed(0, SandboxEvents.MOST).forEach(i -> events.add(event("e" + i)));
        assertThat(SandboxEvents.MOST).isEqualTo(10_000);
        assertThat(events.find("e0")).isEmpty();
        assertThat(events.find("e1")).isPresent();
        assertThat(events.find("e10000")).isPresent();
    }

    @Test
    void withWhenThereAreTooManyAcknowledgementsThenTheOldestIsForgotten() {
        SandboxInstallation installation = installation("i");
        for (int i = 0; i <= 100; i++) {
            installation = installation.with(new Acknowledgement("client-" + i, "acknowledged", null, NOW));
        }
        assertThat(installation.acknowledgements()).hasSize(100);
        assertThat(installation.hasAcknowledged("client-0")).isFalse();
        assertThat(installation.hasAcknowledged("client-100")).isTrue();
    }

    @Test
    void rotatedToWhenThereAreTooManyClientsThenTheOldestIsForgotten() {
        var clock = new TestClock();
        var clients = new InstallationClients(
                new AppConnectLinks(URI.create("http://127.0.0.1:4711")),
                new TokenCounters(TestClient.ecKey("tokens"), new SignIns(clock), clock));
        SandboxInstallation installation = installation("i");
        for (int i = 0; i <= 10; i++) {
            installation = installation.rotatedTo(clients.client("i", ClientCredentials.fresh()), NOW);
        }
        assertThat(installation.clients()).hasSize(10);
        assertThat(installation.clients().getLast().end()).isNull();
    }

    @Test
    void issueWhenThereAreTooManyCodesThenTheOldestIsForgotten() {
        var codes = new AuthorizationCodes(new TestClock());
        KnownClient client = TestClient.usual().known();
        String first = codes.issue(TestSignIn.asked(client), SandboxUser.ANA);
        String second = codes.issue(TestSignIn.asked(client), SandboxUser.ANA);
        IntStream.range(2, AuthorizationCodes.MOST + 1)
                .forEach(_ -> codes.issue(TestSignIn.asked(client), SandboxUser.ANA));
        assertThat(AuthorizationCodes.MOST).isEqualTo(10_000);
        assertThat(codes.use(first, client)).isEmpty();
        assertThat(codes.use(second, client)).isPresent();
    }

    @Test
    void nextWhenThereAreTooManySignInsThenTheOneUsedTheLongestAgoIsForgotten() {
        var tokens = new RefreshTokens();
        KnownClient client = TestClient.usual().known();
        SignIn used = SignIn.fresh(TestSignIn.asked(client), SandboxUser.ANA);
        tokens.next(used);
        String unused = tokens.next(SignIn.fresh(TestSignIn.asked(client), SandboxUser.BEN));
        String token = tokens.next(used);
        IntStream.range(2, RefreshTokens.MOST + 1)
                .forEach(_ -> tokens.next(SignIn.fresh(TestSignIn.asked(client), SandboxUser.ANA)));
        assertThat(RefreshTokens.MOST).isEqualTo(10_000);
        assertThat(tokens.find(unused, client)).isEmpty();
        assertThat(tokens.find(token, client)).contains(used);
    }

    private static SandboxInstallation installation(String id) {
        return new SandboxInstallation(id, "app-1", "acc-1", "starship", List.of(), List.of());
    }

    private static SandboxEvent event(String id) {
        return new SandboxEvent(id, "app-1", "inst-1", "{}");
    }
}
