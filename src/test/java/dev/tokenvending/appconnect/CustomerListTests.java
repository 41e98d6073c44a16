package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import dev.tokenvending.appconnect.CustomerList.Credential;
import dev.tokenvending.appconnect.CustomerList.Customer;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A mock stands for Talkdesk ID, because that room lets nobody else make one. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CustomerListTests {

    private static final Instant NOON = TestEvents.NOON;
    private static final Clock CLOCK = Clock.fixed(NOON.plus(Duration.ofHours(1)), ZoneOffset.UTC);

    private final TalkdeskId talkdeskId = mock();
    private final TestIntake door;
    private final CustomerList customers;

    CustomerListTests(TestDatabase database) {
        this.door = new TestIntake(database, CLOCK);
        this.customers = new CustomerList(door.store(), door.installed.lookup, door.outbox, talkdeskId, CLOCK);
        given(talkdeskId.sinceLastToken(any())).willReturn(Optional.empty());
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void pageWhenInstalledAndRotatedThenAllAnOperatorNeedsAndNoSecret() {
        given(talkdeskId.sinceLastToken(
                        argThat(it -> it != null && it.clientId().equals("client-e1"))))
                .willReturn(Optional.of(Duration.ofSeconds(42)));
        given(talkdeskId.sinceLastToken(
                        argThat(it -> it != null && it.clientId().equals("client-e2"))))
                .willReturn(Optional.of(Duration.ofSeconds(50)));
        door.take(TestEvents.installed("e1", NOON));
        door.take(TestEvents.rotated("e2", NOON.plusSeconds(60)));
        door.take(TestEvents.trial("e3", "app.trial_started", NOON, NOON.plusSeconds(900)));
        List<Customer> page = page(0, 10);
        assertThat(page).singleElement().satisfies(it -> {
            assertThat(it.accountId()).isEqualTo(TestEvents.ACCOUNT);
            assertThat(it.accountName()).isEqualTo("starship");
            assertThat(it.state()).isEqualTo("installed");
            assertThat(it.region()).isEqualTo("region of starship.talkdeskid.com");
            assertThat(it.trialEndsAt()).isEqualTo(NOON.plusSeconds(900));
            assertThat(it.lastTokenSecondsAgo()).isEqualTo(42);
            assertThat(it.pendingAcknowledgements()).containsExactly("approve", "acknowledged");
            assertThat(it.credentials())
                    .containsExactly(
                            new Credential("client-e2", "key-of-client-e2", "ES256", 3540, false),
                            new Credential("client-e1", "key-of-client-e1", "ES256", 3600, false));
        });
        assertThat(page.toString()).doesNotContain("c4nary", "PRIVATE");
    }

    @Test
    void pageWhenUninstalledThenATombstoneWithoutCredentials() {
        door.take(TestEvents.installed("e1", NOON));
        door.take(TestEvents.uninstalled("e2", NOON.plusSeconds(60)));
        assertThat(page(0, 10)).singleElement().satisfies(it -> {
            assertThat(it.state()).isEqualTo("uninstalled");
            assertThat(it.credentials()).isEmpty();
            assertThat(it.pendingAcknowledgements()).isEmpty();
            assertThat(it.lastTokenSecondsAgo()).isNull();
        });
    }

    @Test
    void pageWhenMoreThanOneThenInOrderAndByParts() {
        assertThat(page(0, 10)).isEmpty();
        for (String name : List.of("b", "c", "a")) {
            var event = TestEvents.uninstalled("e-" + name, NOON);
            var data = TestEvents.customer();
            data.put("installation_id", name);
            event.put("data", data);
            door.take(event);
        }
        assertThat(page(0, 2)).extracting(Customer::installationId).containsExactly("a", "b");
        assertThat(page(2, 2)).extracting(Customer::installationId).containsExactly("c");
        assertThat(page(3, 2)).isEmpty();
    }

    private List<Customer> page(int from, int most) {
        return customers.page(from, most, url -> Optional.of("region of " + url.getHost()));
    }
}
