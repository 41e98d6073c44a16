package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.TestAccounts;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountMetersTests {

    private final String date = "Date: "
            + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusHours(2));

    private final FakeTicker ticker = new FakeTicker();
    private final TestDoor door = new TestDoor(ticker);
    private volatile String answer = RawServer.http(200, TestAnswer.good().json(), date);
    private final RawServer server = new RawServer((_, _, wire) -> {
        ticker.advance(Duration.ofMillis(25));
        wire.say(answer);
    });
    private final Account account = TestAccounts.account(server.tokenUrl());

    AccountMetersTests() throws IOException {}

    @AfterEach
    void close() throws IOException {
        door.close();
        server.close();
    }

    @Test
    void calledWhenCallsEndThenCountedAndTimedByOutcome() {
        calls(3);
        assertThat(calls("issued")).isEqualTo(3);
        assertThat(door.meters
                        .get("talkdesk.exchange")
                        .tag("outcome", "issued")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(75);
        answer = RawServer.http(400, "{}");
        calls(2);
        assertThat(calls("rejected")).isEqualTo(2);
        answer = RawServer.http(503, "");
        calls(6);
        assertThat(calls("unavailable")).isEqualTo(5);
        assertThat(door.meters.get("talkdesk.exchange.retries").counter().count())
                .isEqualTo(5);
        assertThat(door.meters
                        .get("talkdesk.exchange.refused")
                        .tag("reason", "guard_open")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(gauge("talkdesk.guard.state")).isEqualTo(2);
        assertThat(calls("timed_out")).isZero();
        // The thread of a call gives its place back just after the answer.
        await().until(() -> gauge("talkdesk.exchange.in.flight") == 0);
        assertThat(gauge("talkdesk.exchange.waiting")).isZero();
    }

    @Test
    void calledWhenTalkdeskTellsTheTimeThenItsSkewIsShown() {
        door.guards.of(account);
        assertThat(gauge("talkdesk.clock.skew")).isNaN();
        calls(1);
        assertThat(gauge("talkdesk.clock.skew")).isCloseTo(7_200, within(60.0));
        answer = RawServer.http(200, TestAnswer.good().json());
        calls(1);
        assertThat(gauge("talkdesk.clock.skew")).isCloseTo(7_200, within(60.0));
    }

    @Test
    void calledWhenNoTokenCameThenCountedByReasonAndStatusesAreFew() {
        for (int status : List.of(400, 500, 201, 299, 408)) {
            answer = RawServer.http(status, "{}");
            calls(1);
        }
        assertThat(failures("refused")).isEqualTo(1);
        assertThat(failures("http_500")).isEqualTo(1);
        assertThat(failures("http_2xx")).isEqualTo(2);
        assertThat(failures("http_408")).isEqualTo(1);
    }

    @Test
    void credentialWhenReplacedThenItsAgeBeginsAnew() {
        calls(1);
        ticker.advance(Duration.ofHours(2));
        assertThat(gauge("talkdesk.credential.age")).isEqualTo(7_200);
        door.guards.of(TestAccounts.builder()
                .tokenUrl(server.tokenUrl())
                .assertionLifetime(Duration.ofMinutes(1))
                .build());
        assertThat(gauge("talkdesk.credential.age")).isZero();
    }

    private double failures(String reason) {
        return door.meters
                .get("talkdesk.exchange.failures")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void metersWhenRegisteredThenOnlyTheAccountAndOurOwnWordsTellThemApart() {
        calls(1);
        assertThat(door.meters.getMeters())
                .hasSize(12)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("account")).isEqualTo("acme"))
                .extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.getName()).startsWith("talkdesk."));
    }

    @Test
    void calledWhenAccountsAreInstalledThenCountedTogether() {
        for (String id : List.of("installed:acc-1", "installed:acc-2", "installed:acc-1")) {
            door.exchange(TestAccounts.builder()
                    .id(id)
                    .clientId("client-of-" + id)
                    .tokenUrl(server.tokenUrl())
                    .build());
        }
        assertThat(calls("issued")).isEqualTo(3);
        assertThat(door.meters.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTag("account")).isEqualTo("installed"));
    }

    private void calls(int number) {
        for (int i = 0; i < number; i++) {
            door.exchange(account);
        }
    }

    private long calls(String outcome) {
        return door.meters
                .get("talkdesk.exchange")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private double gauge(String name) {
        return door.meters.get(name).gauge().value();
    }
}
