package dev.tokenvending.policy;

import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Claims;
import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Ruling;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.core.TokenPolicy;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to decide a request by five policies that all grant, once its credential is verified. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecideBenchmark {

    private static final List<String> NAMES = List.of("one", "two", "three", "four", "five");

    private static final List<String> RULES = List.of(
            "\"voice\" in caller.claims.entitlements",
            "now.getHours(\"Europe/Lisbon\") >= 8 && now.getHours(\"Europe/Lisbon\") < 20",
            "!(caller.id in [\"mallory\", \"trudy\", \"oscar\"])",
            "app.platform == \"ios\" && request.userAgent.startsWith(\"Example/\")",
            "caller.kind == \"issuer\" && caller.claims.email_verified == true"
                    + " && caller.claims.email.endsWith(\"@example.com\")");

    /** Rules in CEL, or the same number of beans. */
    @Param({"rule", "bean"})
    private String kind = "rule";

    private Policies policies = new Policies(Map.of());
    private PolicyInput input = input();

    @Setup
    public void read() {
        Settings settings = TestSettings.of(settings());
        policies = PoliciesReader.read(settings, beans(), new PolicyResources(System::nanoTime));
        settings.refuseProblems();
        Ruling ruling = decide();
        if (!ruling.decision().equals(Decision.granted()) || ruling.judgements().size() != NAMES.size()) {
            throw new IllegalStateException("All five were to grant: " + ruling.judgements());
        }
    }

    @Benchmark
    public Ruling decide() {
        return policies.decide(input, Deadline.in(Duration.ofSeconds(20), System::nanoTime));
    }

    private String[] settings() {
        Stream<String> rules = IntStream.range(0, NAMES.size())
                .mapToObj(index -> "token-vending.policies." + NAMES.get(index) + ".rule=" + RULES.get(index));
        return kind.equals("rule") ? rules.toArray(String[]::new) : new String[0];
    }

    private Map<String, PolicyBean> beans() {
        TokenPolicy policy = asked ->
                asked.caller().kind() == CallerKind.ISSUER ? Decision.granted() : Decision.refused("not_an_issuer");
        return kind.equals("bean")
                ? NAMES.stream().collect(Collectors.toMap(name -> name, name -> new PolicyBean(name, () -> policy)))
                : Map.of();
    }

    private static PolicyInput input() {
        Claims claims = new Claims(Map.of(
                "sub",
                "anna",
                "email",
                "anna@example.com",
                "email_verified",
                true,
                "entitlements",
                List.of("chat", "video", "voice"),
                "locale",
                "pt-PT"));
        App app = TestApp.builder().policies(NAMES.toArray(String[]::new)).build();
        return new PolicyInput(
                new Caller(CallerKind.ISSUER, "customers", "anna", claims),
                app,
                new ClientRequest("192.0.2.1", "Example/1.0 (iPhone; iOS 26.1)", Map.of()),
                Instant.parse("2026-11-23T12:00:00Z"));
    }
}
