package dev.tokenvending.audit;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.TestApp;
import dev.tokenvending.settings.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

/** What one audit line costs: on the request's thread its entry, on the writer's thread its JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AuditBenchmark {

    private final JsonMapper json = JsonMapper.shared();
    private final AuditedRequest request = new AuditedRequest(request(), 200, ClientAddresses.read(TestSettings.of()));
    private final AuditEntry written = entry();

    @Benchmark
    public AuditEntry entry() {
        return request.entry(Instant.now(), 1);
    }

    @Benchmark
    public String line() {
        return json.writeValueAsString(written);
    }

    private static MockHttpServletRequest request() {
        AccessToken token = new AccessToken(
                "x".repeat(800),
                dev.tokenvending.core.Scope.parse("visual-sessions:execute").orElseThrow(),
                Deadline.in(Duration.ofMinutes(10), System::nanoTime));
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/token");
        request.setAttribute(RequestFacts.REQUEST_ID, "8b563587-f13b-474e-85ff-6f2a5a49524e");
        request.setAttribute(RequestFacts.CALLER, Caller.basic("app-user"));
        request.setAttribute(RequestFacts.APP, TestApp.builder().build());
        request.setAttribute(RequestFacts.OUTCOME, new Outcome.Vended(token, true));
        return request;
    }
}
