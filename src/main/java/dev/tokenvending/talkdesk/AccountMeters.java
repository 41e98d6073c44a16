package dev.tokenvending.talkdesk;

import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Rejected;
import dev.tokenvending.core.UpstreamFailure.TimedOut;
import dev.tokenvending.core.UpstreamFailure.Unavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is measured of the calls for one account; however many callers there are, the series are these. */
class AccountMeters {

    private static final String ACCOUNT = "account";

    /** The statuses that are counted one by one; Talkdesk may answer any. */
    private static final Set<String> STATUSES =
            Set.of("http_408", "http_429", "http_500", "http_502", "http_503", "http_504");

    private final MeterRegistry registry;
    private final String account;
    /** Some come when there is something to count. */
    private final List<Meter> all = new CopyOnWriteArrayList<>();

    private final ConcurrentMap<String, Counter> failures = new ConcurrentHashMap<>();
    private final Timer issued;
    private final Timer rejected;
    private final Timer unavailable;
    private final Timer timedOut;
    private final Counter retries;
    private final Map<String, Counter> refused;
    private final boolean shared;
    private volatile @Nullable Guard guard;

    AccountMeters(MeterRegistry registry, AccountId account, Guard guard) {
        this(registry, account.value(), guard);
        gauges();
    }

    private AccountMeters(MeterRegistry registry, String account, @Nullable Guard guard) {
        this.registry = registry;
        this.account = account;
        this.guard = guard;
        this.shared = guard == null;
        this.issued = timer("issued");
        this.rejected = timer("rejected");
        this.unavailable = timer("unavailable");
        this.timedOut = timer("timed_out");
        this.retries = kept(Counter.builder("talkdesk.exchange.retries")
                .description("Exchanges that were tried a second time")
                .tag(ACCOUNT, this.account)
                .register(registry));
        this.refused = Stream.of(Admission.Refused.GUARD_OPEN, Admission.Refused.TOO_MANY_WAITING)
                .collect(Collectors.toMap(reason -> reason, this::refused));
    }

    /** Of all customers' accounts together, however many have installed us; without the state of any one guard. */
    static AccountMeters ofInstalled(MeterRegistry registry) {
        return new AccountMeters(registry, "installed", null);
    }

    private void gauges() {
        gauge(
                "talkdesk.exchange.in.flight",
                "Calls under way",
                it -> it.places().taken());
        gauge(
                "talkdesk.exchange.waiting",
                "Requests waiting for a place among the calls",
                it -> it.places().waiting());
        gauge(
                "talkdesk.guard.state",
                "0 closed, 1 half-open: one call finds out, 2 open: none goes",
                AccountMeters::state);
        kept(Gauge.builder(
                        "talkdesk.credential.age",
                        this,
                        it -> Objects.requireNonNull(it.guard).credentialAge().toSeconds())
                .description("How long these credentials have been in force here")
                .baseUnit("seconds")
                .tag(ACCOUNT, account)
                .register(registry));
        kept(Gauge.builder("talkdesk.clock.skew", this, it -> skew(Objects.requireNonNull(it.guard)))
                .description("How far Talkdesk's clock is ahead of this machine's")
                .baseUnit("seconds")
                .tag(ACCOUNT, account)
                .register(registry));
    }

    /** Whose state the gauges show from now on. */
    void show(Guard now) {
        if (!shared) {
            guard = now;
        }
    }

    void called(Called called, long nanos) {
        Timer timer = switch (called.result()) {
            case Exchange.Issued _ -> issued;
            case Rejected _ -> rejected;
            case Unavailable _ -> unavailable;
            case TimedOut _ -> timedOut;
        };
        timer.record(nanos, TimeUnit.NANOSECONDS);
        if (called.result() instanceof UpstreamFailure failure) {
            failures.computeIfAbsent(kind(failure.upstream().reason()), this::failures)
                    .increment();
        }
        if (called.retried()) {
            retries.increment();
        }
    }

    void refused(Admission.Refused why) {
        Objects.requireNonNull(refused.get(why.reason())).increment();
    }

    /** Takes them all away, unless others count by them too. */
    void close() {
        if (!shared) {
            all.forEach(registry::remove);
        }
    }

    private Timer timer(String outcome) {
        return kept(Timer.builder("talkdesk.exchange")
                .description("Exchanges of an assertion for a token, retries included")
                .tag(ACCOUNT, account)
                .tag("outcome", outcome)
                .register(registry));
    }

    private static String kind(String reason) {
        return reason.startsWith("http_") && !STATUSES.contains(reason) ? reason.substring(0, 6) + "xx" : reason;
    }

    private Counter failures(String reason) {
        return kept(Counter.builder("talkdesk.exchange.failures")
                .description("Exchanges that brought no token")
                .tag(ACCOUNT, account)
                .tag("reason", reason)
                .register(registry));
    }

    private Counter refused(String reason) {
        return kept(Counter.builder("talkdesk.exchange.refused")
                .description("Exchanges that the guard did not let go")
                .tag(ACCOUNT, account)
                .tag("reason", reason)
                .register(registry));
    }

    private void gauge(String name, String description, ToDoubleFunction<Guard> value) {
        kept(Gauge.builder(name, this, it -> value.applyAsDouble(Objects.requireNonNull(it.guard)))
                .description(description)
                .tag(ACCOUNT, account)
                .register(registry));
    }

    private <M extends Meter> M kept(M meter) {
        all.add(meter);
        return meter;
    }

    private static double state(Guard guard) {
        return switch (guard.position()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    private static double skew(Guard guard) {
        @Nullable Duration skew = guard.clockSkew().last();
        return skew == null ? Double.NaN : skew.toSeconds();
    }
}
