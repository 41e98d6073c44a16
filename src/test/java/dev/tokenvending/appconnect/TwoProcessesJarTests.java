package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.RunningProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two processes on one database. Run by {@code ./mvnw verify}, once there is a jar. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoProcessesJarTests {

    private static final int ROUNDS = 5;
    private static final int DELIVERIES = 6;

    private final AppConnectJar jar = new AppConnectJar();
    private final RunningProcess one = jar.start();
    private final RunningProcess other = jar.start();
    private int port;
    private int otherPort;

    TwoProcessesJarTests() throws IOException {}

    @BeforeAll
    void awaitBoth() {
        port = AppConnectJar.awaitPort(one);
        otherPort = AppConnectJar.awaitPort(other);
    }

    @AfterAll
    void close() throws IOException {
        one.close();
        other.close();
        jar.close();
    }

    @Test
    void postWhenBothGetTheSameEventsAtOnceThenEachTakesEffectOnceAndIsToldOnce() throws Exception {
        List<String> names =
                IntStream.range(0, ROUNDS).mapToObj(i -> "round-" + i).toList();
        for (String name : names) {
            assertThat(postToBothAtOnce(jar.installed(name)))
                    .hasSize(DELIVERIES)
                    .containsOnly(200);
            await().atMost(AppConnectJar.PATIENCE)
                    .untilAsserted(() -> assertThat(effects("install-" + name))
                            .hasSize(DELIVERIES)
                            .containsOnlyOnce("applied")
                            .containsOnly("applied", "duplicate"));
        }
        String[] done =
                names.stream().map(name -> name + ": approve done after 1").toArray(String[]::new);
        await().atMost(AppConnectJar.PATIENCE)
                .untilAsserted(() -> assertThat(outcomesOf("round-")).containsExactly(done));
        assertThat(jar.told().stream().filter(name -> name.startsWith("round-")))
                .containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(AppConnectJar.ask(port, name).status()).isEqualTo(200);
            assertThat(AppConnectJar.ask(otherPort, name).status()).isEqualTo(200);
        }
    }

    @Test
    void postWhenUninstalledAtOneThenTheOtherVendsNoMore() {
        assertThat(AppConnectJar.post(port, jar.installed("acc"))).isEqualTo(200);
        assertThat(AppConnectJar.ask(port, "acc").status()).isEqualTo(200);
        await().atMost(AppConnectJar.PATIENCE)
                .until(() -> AppConnectJar.ask(otherPort, "acc").status() == 200);
        assertThat(AppConnectJar.post(port, AppConnectJar.uninstalled("acc"))).isEqualTo(200);
        assertThat(AppConnectJar.ask(port, "acc").status()).isEqualTo(403);
        await().atMost(AppConnectJar.PATIENCE)
                .until(() -> AppConnectJar.ask(otherPort, "acc").status() == 403);
    }

    private List<Integer> postToBothAtOnce(Map<String, Object> event) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> deliveries = IntStream.range(0, DELIVERIES)
                    .mapToObj(i -> (Callable<Integer>) () -> AppConnectJar.post(i % 2 == 0 ? port : otherPort, event))
                    .toList();
            for (Future<Integer> delivery : threads.invokeAll(deliveries)) {
                statuses.add(delivery.get());
            }
        }
        return statuses;
    }

    private List<String> outcomesOf(String prefix) {
        return jar.outcomes().stream().filter(it -> it.startsWith(prefix)).toList();
    }

    /** What both have written to the audit log of an event. */
    private List<String> effects(String eventId) {
        return Stream.of(one, other)
                .flatMap(process -> process.output().lines())
                .filter(line -> line.contains("\"event_id\":\"" + eventId + "\""))
                .map(line -> line.replaceFirst(".*\"effect\":\"(\\w+)\".*", "$1"))
                .toList();
    }
}
