package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.RunningProcess;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process leaves that is killed at the worst moment. Run by {@code ./mvnw verify}, once there is a jar. */
@Timeout(300)
class KilledProcessJarTests {

    private final AppConnectJar jar = new AppConnectJar();

    KilledProcessJarTests() throws IOException {}

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void killWhenTheEventHasTakenEffectAndTalkdeskIsBeingToldThenTheNextProcessTellsAndServes() throws Exception {
        jar.holds = true;
        try (RunningProcess first = jar.start()) {
            assertThat(AppConnectJar.post(AppConnectJar.awaitPort(first), jar.installed("acc")))
                    .isEqualTo(200);
            await().atMost(AppConnectJar.PATIENCE).until(() -> !jar.told().isEmpty());
            first.kill();
        }
        assertThat(jar.outcomes()).containsExactly("acc: approve waits after 1");
        assertThat(jar.told()).containsExactly("acc");
        jar.holds = false;
        jar.endLeases();
        try (RunningProcess second = jar.start()) {
            int port = AppConnectJar.awaitPort(second);
            await().atMost(AppConnectJar.PATIENCE)
                    .untilAsserted(() -> assertThat(jar.outcomes()).containsExactly("acc: approve done after 2"));
            assertThat(jar.told()).containsExactly("acc", "acc");
            assertThat(AppConnectJar.ask(port, "acc").status()).isEqualTo(200);
        }
    }
}
