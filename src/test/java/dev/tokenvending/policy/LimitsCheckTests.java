package dev.tokenvending.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.Judgement;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Quota;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.core.TestInput;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.limits.BucketRegistry;
import dev.tokenvending.limits.Buckets;
import dev.tokenvending.limits.Window;
import dev.tokenvending.policy.PoliciesProperties.LimitKey;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitsCheckTests {

    private static final Caller ANNA = new Caller(CallerKind.ISSUER, "customers", "anna");
    private static final Caller BERT = new Caller(CallerKind.ISSUER, "customers", "bert");

    private final TestTicker ticker = new TestTicker();
    private final BucketRegistry registry = new BucketRegistry(ticker);

    @Test
    void decideWhenUsedUpThenLimitedUntilItIsNot() {
        Policies policies = policies(limit("fair-use", 0, 2, "10m", "caller"));
        assertThat(decide(policies, ANNA).decision()).isEqualTo(Decision.granted());
        assertThat(decide(policies, ANNA).decision()).isEqualTo(Decision.granted());
        assertThat(decide(policies, ANNA).decision())
                .isEqualTo(Decision.limited("rate_limited", Duration.ofMinutes(5)));
        assertThat(decide(policies, BERT).decision()).isEqualTo(Decision.granted());
        ticker.advance(Duration.ofMinutes(5));
        assertThat(decide(policies, ANNA).decision()).isEqualTo(Decision.granted());
    }

    @Test
    void decideWhenSeveralWindowsThenAllAreToldByNamesOfTheirOwn() {
        Policies policies =
                policies(limit("fair-use", 0, 2, "10m", "caller"), limit("fair-use", 1, 100, "1d", "address"));
        assertThat(decide(policies, ANNA).quotas())
                .containsExactly(
                        new Quota("fair-use", 2, Duration.ofMinutes(10), 1, Duration.ofMinutes(5)),
                        new Quota("fair-use:2", 100, Duration.ofDays(1), 99, Duration.ofSeconds(864)));
    }

    /** Incident: two callers with the same id from different issuers share something. */
    @Test
    void decideWhenIdsAreEqualButIssuersDifferThenNothingIsShared() {
        Policies policies = policies(limit("fair-use", 0, 1, "10m", "caller"));
        List<Caller> namesakes = List.of(
                ANNA,
                new Caller(CallerKind.ISSUER, "partners", "anna"),
                new Caller(CallerKind.ISSUER, "basic", "anna"),
                new Caller(CallerKind.ISSUER, "customersa", "nna"),
                new Caller(CallerKind.ISSUER, "customer", "sanna"),
                new Caller(CallerKind.ISSUER, "customers ", "anna"),
                new Caller(CallerKind.ISSUER, "customers", " anna"),
                new Caller(CallerKind.ISSUER, "customers", "Anna"),
                Caller.basic("anna"),
                Caller.apiKey("anna"),
                Caller.apiKey("basic"),
                Caller.basic("basic"));
        namesakes.forEach(caller ->
                assertThat(decide(policies, caller).decision()).as("%s", caller).isEqualTo(Decision.granted()));
        namesakes.forEach(caller ->
                assertThat(decide(policies, caller).decision()).as("%s", caller).isInstanceOf(Decision.Limited.class));
    }

    @Test
    void decideWhenClaimsDifferThenStillTheSameCaller() {
        Policies policies = policies(limit("fair-use", 0, 1, "10m", "caller"));
        decide(policies, TestInput.builder().claims(Map.of("plan", "gold")));
        assertThat(decide(policies, TestInput.builder().claims(Map.of("plan", "lead")))
                        .decision())
                .isInstanceOf(Decision.Limited.class);
    }

    @Test
    void decideWhenByAppThenCallersShareItAndAppsDoNot() {
        Policies policies = policies(limit("fair-use", 0, 1, "10m", "app"));
        assertThat(decide(policies, ANNA).decision()).isEqualTo(Decision.granted());
        assertThat(decide(policies, BERT).decision()).isInstanceOf(Decision.Limited.class);
        App other = TestApp.builder().id("android").policies("fair-use").build();
        assertThat(policies.decide(TestInput.builder().app(other).build(), deadline())
                        .decision())
                .isEqualTo(Decision.granted());
    }

    @Test
    void decideWhenByCallerThenAppsShareIt() {
        Policies policies = policies(limit("fair-use", 0, 1, "10m", "caller"));
        decide(policies, ANNA);
        App other = TestApp.builder().id("android").policies("fair-use").build();
        PolicyInput again = TestInput.builder().caller(ANNA).app(other).build();
        assertThat(policies.decide(again, deadline()).decision()).isInstanceOf(Decision.Limited.class);
    }

    @Test
    void decideWhenByAddressThenIpv6NeighboursShareItAndOthersDoNot() {
        Policies policies = policies(limit("fair-use", 0, 1, "10m", "address"));
        assertThat(decideFrom(policies, "192.0.2.1")).isEqualTo(Decision.granted());
        assertThat(decideFrom(policies, "192.0.2.1")).isInstanceOf(Decision.Limited.class);
        assertThat(decideFrom(policies, "192.0.2.2")).isEqualTo(Decision.granted());
        assertThat(decideFrom(policies, "2001:db8::1")).isEqualTo(Decision.granted());
        assertThat(decideFrom(policies, "2001:db8::2")).isInstanceOf(Decision.Limited.class);
        assertThat(decideFrom(policies, "2001:db8:0:1::2")).isEqualTo(Decision.granted());
    }

    @Test
    void decideWhenOneKeyIsUsedUpThenTheOtherIsNotSpent() {
        Policies policies = policies(limit("fair-use", 0, 3, "10m", "caller"), limit("fair-use", 1, 1, "10m", "app"));
        assertThat(decide(policies, ANNA).decision()).isEqualTo(Decision.granted());
        Ruling refused = decide(policies, ANNA);
        assertThat(refused.decision()).isEqualTo(Decision.limited("rate_limited", Duration.ofMinutes(10)));
        assertThat(refused.quotas()).extracting(Quota::remaining).containsExactly(2L, 0L);
        assertThat(decide(policies, ANNA).quotas()).extracting(Quota::remaining).containsExactly(2L, 0L);
    }

    @Test
    void decideWhenPoliciesHaveTheSameWindowsThenEachCountsForItself() {
        Policies policies = policies(limit("one", 0, 1, "10m", "caller"), limit("two", 0, 1, "10m", "caller"));
        assertThat(decide(policies, ANNA, "one").decision()).isEqualTo(Decision.granted());
        assertThat(decide(policies, ANNA, "two").decision()).isEqualTo(Decision.granted());
        assertThat(decide(policies, ANNA, "one").decision()).isInstanceOf(Decision.Limited.class);
    }

    @Test
    void decideWhenAnEarlierPolicyRefusesThenNothingIsSpent() {
        Policies policies = PoliciesReader.read(
                TestSettings.of(limit("fair-use", 0, 1, "10m", "caller").lines().toArray(String[]::new)),
                Map.of("no", new PolicyBean("no", () -> input -> Decision.refused("no"))),
                new PolicyResources(registry, new RemoteServices()));
        assertThat(decide(policies, ANNA, "no", "fair-use").decision()).isEqualTo(Decision.refused("no"));
        assertThat(decide(policies, ANNA, "fair-use").decision()).isEqualTo(Decision.granted());
    }

    @Test
    void decideWhenInShadowThenSpentAndJudgedButNeitherRefusedNorTold() {
        Policies policies =
                policies(limit("fair-use", 0, 1, "10m", "caller"), "token-vending.policies.fair-use.mode=shadow");
        decide(policies, ANNA);
        Ruling second = decide(policies, ANNA);
        assertThat(second.decision()).isEqualTo(Decision.granted());
        assertThat(second.quotas()).isEmpty();
        assertThat(second.judgements())
                .containsExactly(
                        new Judgement("fair-use", false, Decision.limited("rate_limited", Duration.ofMinutes(10))));
    }

    @Test
    void explainWhenAskedOftenThenTheSameDecisionAndNothingSpent() {
        Policies policies = policies(limit("fair-use", 0, 1, "10m", "caller"));
        PolicyInput asked = input(ANNA, "fair-use");
        for (int i = 0; i < 5; i++) {
            assertThat(policies.explain(asked, deadline()).decision()).isEqualTo(Decision.granted());
        }
        assertThat(decide(policies, ANNA).decision()).isEqualTo(Decision.granted());
        assertThat(policies.explain(asked, deadline()).decision()).isInstanceOf(Decision.Limited.class);
    }

    @Test
    void decideWhenSixtyCallAtOnceThenExactlyTenPassAndNoOtherKeyIsSpentForTheRest() throws Exception {
        Policies policies =
                policies(limit("fair-use", 0, 10, "10m", "app"), limit("fair-use", 1, 1000, "10m", "caller"));
        AtomicInteger passed = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Collections.nCopies(60, () -> {
                if (decide(policies, ANNA).decision() instanceof Decision.Granted) {
                    passed.incrementAndGet();
                }
                return true;
            }));
        }
        assertThat(passed).hasValue(10);
        assertThat(decide(policies, ANNA).quotas())
                .extracting(Quota::name, Quota::remaining)
                .containsExactlyInAnyOrder(tuple("fair-use", 0L), tuple("fair-use:2", 990L));
    }

    /** Between estimate and spending somebody else may take the last token: here, the other key, which has the same bucket. */
    @Test
    void decideWhenSomebodyElseIsFasterThenWhatWasTakenGoesBack() {
        Buckets shared = new Buckets(List.of(new Window("one", 1, Duration.ofMinutes(10))), ticker);
        Map<LimitKey, Buckets> twice = new LinkedHashMap<>();
        twice.put(LimitKey.APP, shared);
        twice.put(LimitKey.ADDRESS, shared);
        PolicyInput asked = TestInput.builder()
                .request(new ClientRequest("ios", null, Map.of()))
                .build();
        Finding finding = new LimitsCheck(twice).decide(asked, new Hearing(deadline(), false));
        assertThat(finding.decision()).isEqualTo(Decision.limited("rate_limited", Duration.ofMinutes(10)));
        assertThat(shared.estimate("ios").granted()).isTrue();
    }

    /** As after a reload: the settings are read anew, with the same registry. */
    @Test
    void readWhenALimitIsUnchangedThenItsCountsAreKept() {
        Policies before = policies(limit("fair-use", 0, 1, "10m", "caller"));
        decide(before, ANNA);
        Policies after = policies(limit("fair-use", 0, 1, "600s", "caller"), limit("other", 0, 5, "1h", "caller"));
        assertThat(decide(after, ANNA).decision()).isInstanceOf(Decision.Limited.class);
        Policies inShadow =
                policies(limit("fair-use", 0, 1, "10m", "caller"), "token-vending.policies.fair-use.mode=shadow");
        assertThat(decide(inShadow, ANNA).judgements().getFirst().decision()).isInstanceOf(Decision.Limited.class);
    }

    @Test
    void readWhenALimitHasChangedThenItStartsAnew() {
        Policies before = policies(limit("fair-use", 0, 1, "10m", "caller"));
        decide(before, ANNA);
        Policies after = policies(limit("fair-use", 0, 2, "10m", "caller"));
        assertThat(decide(after, ANNA).decision()).isEqualTo(Decision.granted());
        assertThat(decide(before, ANNA).decision())
                .as("requests of the old configuration still count by it")
                .isInstanceOf(Decision.Limited.class);
    }

    private Policies policies(String... settings) {
        Settings read = TestSettings.of(String.join("\n", settings).lines().toArray(String[]::new));
        Policies policies = PoliciesReader.read(read, Map.of(), new PolicyResources(registry, new RemoteServices()));
        assertThat(TestSettings.problems(read)).isEmpty();
        return policies;
    }

    private static String limit(String policy, int index, int requests, String per, String key) {
        String entry = "token-vending.policies." + policy + ".limits[" + index + "].";
        return entry + "requests=" + requests + "\n" + entry + "per=" + per + "\n" + entry + "key=" + key;
    }

    private Ruling decide(Policies policies, Caller caller, String... names) {
        return policies.decide(input(caller, names.length == 0 ? new String[] {"fair-use"} : names), deadline());
    }

    private Ruling decide(Policies policies, TestInput input) {
        return policies.decide(
                input.app(TestApp.builder().policies("fair-use").build()).build(), deadline());
    }

    private Decision decideFrom(Policies policies, String address) {
        ClientRequest request = new ClientRequest(address, null, Map.of());
        return decide(policies, TestInput.builder().request(request)).decision();
    }

    private static PolicyInput input(Caller caller, String... policies) {
        return TestInput.builder()
                .caller(caller)
                .app(TestApp.builder().policies(policies).build())
                .build();
    }

    private Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(20), ticker);
    }
}
