package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.TestAccounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class GuardsTests {

    private final FakeTicker ticker = new FakeTicker();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Guards guards = new Guards(ticker, new Pauses(() -> 0), meters);
    private final Account account = TestAccounts.account();

    @Test
    void ofWhenTheSameAccountThenTheSameGuard() {
        assertThat(guard(account)).isSameAs(guard(account)).isSameAs(guard(TestAccounts.account()));
    }

    @Test
    void ofWhenEndpointOrCredentialsDifferThenAnotherGuard() {
        List<Account> others = List.of(
                TestAccounts.builder().clientId("client-2").build(),
                TestAccounts.builder().keyId("key-2").build(),
                TestAccounts.builder().algorithm(KeyAlgorithm.ES384).build(),
                TestAccounts.builder().id("other").keyId("key-3").build());
        assertThat(others).extracting(this::guard).doesNotHaveDuplicates().doesNotContain(guard(account));
    }

    @Test
    void ofWhenTheSameVersionHasAnotherNameThenTheSameGuard() {
        assertThat(guard(
                        TestAccounts.builder().id("renamed").scope("calls:read").build()))
                .isSameAs(guard(account));
    }

    @Test
    void ofWhenTheAccountIsReplacedThenClosed() throws InterruptedException {
        open(account);
        assertThat(position(TestAccounts.builder().keyId("key-2").build())).isEqualTo(GuardPosition.CLOSED);
        assertThat(position(TestAccounts.builder().id("other").build())).isEqualTo(GuardPosition.OPEN);
    }

    @Test
    void ofWhenTheKeyIsReplacedUnderItsIdThenClosed() throws InterruptedException {
        open(account);
        assertThat(position(TestAccounts.account())).isEqualTo(GuardPosition.OPEN);
        Account replaced = TestAccounts.builder()
                .privateKey(TestAccounts.keyPair(KeyAlgorithm.ES384).getPrivate())
                .build();
        assertThat(replaced.version()).isEqualTo(account.version());
        assertThat(position(replaced)).isEqualTo(GuardPosition.CLOSED);
    }

    @Test
    void ofWhenReplacedDuringACallThenPlacesAreCountedOn() throws InterruptedException {
        Guard guard = guard(account);
        assertThat(guard.admit(Deadline.in(Duration.ofSeconds(1), ticker))).isInstanceOf(Admission.Pass.class);
        guard(TestAccounts.builder().keyId("key-2").build());
        assertThat(guard(account).places().taken()).isEqualTo(1);
        assertThat(guard(account)).isSameAs(guard);
    }

    @Test
    void ofWhenNobodyAskedForADayThenForgottenWithItsMeters() {
        guard(account);
        guard(TestAccounts.builder().id("other").build());
        int all = meters.getMeters().size();
        ticker.advance(Duration.ofHours(23));
        guard(account);
        ticker.advance(Duration.ofHours(2));
        // Forgotten on the occasion of other work.
        for (int i = 0; i < 1_000; i++) {
            assertThat(guard(account)).isNotNull();
        }
        assertThat(guards.all()).extracting(GuardedAccount::account).containsExactly(account);
        assertThat(meters.getMeters()).hasSize(all / 2);
        guard(TestAccounts.builder().id("other").build());
        assertThat(meters.getMeters()).hasSize(all);
    }

    @Test
    void ofWhenAnAccountChangesOverAndOverThenNoSeriesAreAdded() {
        guard(account);
        int all = meters.getMeters().size();
        for (int i = 0; i < 1_000; i++) {
            guard(TestAccounts.builder().keyId("key-" + i).build());
        }
        assertThat(meters.getMeters()).hasSize(all);
        assertThat(guards.all()).hasSize(1);
    }

    /** There may be thousands of them, and each would have a dozen series. */
    @Test
    void ofWhenAccountsAreInstalledThenTheyShareTheirSeries() {
        guard(installed(0));
        int all = meters.getMeters().size();
        for (int i = 1; i < 1_000; i++) {
            assertThat(guard(installed(i))).isNotSameAs(guard(installed(i - 1)));
        }
        assertThat(meters.getMeters())
                .hasSize(all)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("account")).isEqualTo("installed"));
        assertThat(meters.find("talkdesk.guard.state").gauge()).isNull();
    }

    @Test
    void ofWhenInstalledAccountIsForgottenThenTheSharedSeriesStay() {
        guard(installed(0));
        int all = meters.getMeters().size();
        ticker.advance(Duration.ofHours(23));
        guard(installed(1));
        ticker.advance(Duration.ofHours(2));
        for (int i = 0; i < 1_000; i++) {
            guard(installed(1));
        }
        assertThat(guards.all()).hasSize(1);
        assertThat(meters.getMeters()).hasSize(all);
    }

    @Test
    void ofWhenOneInstalledAccountIsOpenThenAnotherIsClosed() throws InterruptedException {
        open(installed(0));
        assertThat(position(installed(0))).isEqualTo(GuardPosition.OPEN);
        assertThat(position(installed(1))).isEqualTo(GuardPosition.CLOSED);
    }

    /** Two sets of credentials are asked in turns after a rotation. */
    @Test
    void ofWhenOneInstalledAccountHasTwoSetsOfCredentialsThenBothGuardsStay() throws InterruptedException {
        Account old = installed(0);
        Account rotated = TestAccounts.builder()
                .id(old.id().value())
                .clientId("client-rotated")
                .build();
        open(old);
        assertThat(position(rotated)).isEqualTo(GuardPosition.CLOSED);
        assertThat(position(old)).isEqualTo(GuardPosition.OPEN);
        assertThat(guards.all()).hasSize(2);
    }

    private static Account installed(int number) {
        return TestAccounts.builder()
                .id("installed:acc-" + number)
                .clientId("client-of-" + number)
                .build();
    }

    @Test
    void metersWhenTheAccountIsReplacedThenTheyShowItsGuard() throws InterruptedException {
        open(account);
        assertThat(state("acme")).isEqualTo(2);
        ticker.advance(Duration.ofSeconds(1));
        assertThat(state("acme")).isEqualTo(1);
        guard(TestAccounts.builder().keyId("key-2").build());
        assertThat(state("acme")).isZero();
    }

    @Test
    void healthWhenNothingIsKnownThenUp() {
        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(health().getDetails()).isEmpty();
    }

    @Test
    void healthWhenOneGuardIsOpenThenDegradedAndToldByAccount() throws InterruptedException {
        Account other = TestAccounts.builder().id("other").keyId("key-2").build();
        guards.of(other).guard().clockSkew().saw(other, Duration.ofSeconds(3));
        assertThat(health().getStatus()).isEqualTo(Status.UP);
        open(account);
        assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health().getDetails())
                .hasToString("{acme={guard=open, reason=http_429, secondsLeft=1},"
                        + " other={guard=closed, clockSkewSeconds=3}}");
        ticker.advance(Duration.ofSeconds(7));
        assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health().getDetails().get("acme")).hasToString("{guard=half-open, reason=http_429, secondsLeft=0}");
    }

    private Health health() {
        return new TalkdeskHealth(guards).health();
    }

    private double state(String account) {
        return meters.get("talkdesk.guard.state")
                .tag("account", account)
                .gauge()
                .value();
    }

    private Guard guard(Account account) {
        return guards.of(account).guard();
    }

    private GuardPosition position(Account account) {
        return guard(account).position();
    }

    private void open(Account account) throws InterruptedException {
        Admission admission = guard(account).admit(Deadline.in(Duration.ofSeconds(1), ticker));
        assertThat(admission).isInstanceOf(Admission.Pass.class);
        ((Admission.Pass) admission).giveBack();
        ((Admission.Pass) admission).tell(new Sign.AskedToWait("http_429", Duration.ofSeconds(1)));
    }
}
