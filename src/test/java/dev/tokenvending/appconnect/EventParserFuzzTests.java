package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.appconnect.Event.Customer;
import dev.tokenvending.appconnect.Event.Delivered;
import dev.tokenvending.core.AccountId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever body is signed is an event of ours, or refused by a code; and the same each time. */
class EventParserFuzzTests {

    private static final Instant NOON = TestEvents.NOON;
    private static final AppConnectApps APPS = TestEvents.apps();

    private final EventParser parser = new EventParser(APPS);

    static Stream<byte[]> events() {
        Map<String, Object> withoutLinks = TestEvents.rotated("e3", NOON);
        withoutLinks.remove("_links");
        Map<String, Object> ofAnotherApp = TestEvents.uninstalled("e10", NOON);
        ofAnotherApp.put("app_id", "another");
        return Stream.of(
                        TestEvents.installed("e1", NOON),
                        TestEvents.rotated("e2", NOON),
                        withoutLinks,
                        ofAnotherApp,
                        TestEvents.withLinks(TestEvents.installed("e11", NOON), "https://talkdeskapp.com.example"),
                        TestEvents.withLinks(TestEvents.installed("e12", NOON), "https://talkdeskapp.com@example.org"),
                        TestEvents.withSignIn(TestEvents.installed("e13", NOON), "https://talkdeskid.com.example"),
                        TestEvents.withSignIn(TestEvents.installed("e14", NOON), null),
                        TestEvents.uninstalled("e4", NOON),
                        TestEvents.of("e5", "app.updated", NOON, TestEvents.customer()),
                        TestEvents.trial("e6", "app.trial_started", NOON, NOON.plusSeconds(60)),
                        TestEvents.trial("e7", "app.trial_ended", NOON, NOON),
                        TestEvents.loggedOut("e15", NOON),
                        TestEvents.of("e8", "user.logout", NOON, Map.of()),
                        TestEvents.of("e9", "something.new", NOON, TestEvents.customer()))
                .map(TestEvents::json);
    }

    @MethodSource("events")
    @FuzzTest
    void parseWhenBodyIsAnyThenAnEventOfOursOrACode(byte[] body) {
        Object outcome = outcome(body);
        assertThat(outcome(body)).isEqualTo(outcome);
        switch (outcome) {
            case Event event -> assertOurs(event);
            case String code -> assertThat(code).matches("[a-z_]{3,40}");
            default -> throw new AssertionError(outcome);
        }
    }

    /** The event, or the code of the refusal. */
    private Object outcome(byte[] body) {
        try {
            return parser.parse(body);
        } catch (BadEventException e) {
            return Objects.requireNonNull(e.getMessage());
        }
    }

    private static void assertOurs(Event event) {
        Event.Head head = event.head();
        assertThat(head.appId()).isEqualTo(TestEvents.APP);
        assertThat(AccountId.isTalkdeskId(head.id())).isTrue();
        assertThat(head.createdAt()).isBetween(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));
        @Nullable Customer customer = event.customer();
        if (customer != null) {
            assertThat(customer.installation().appId()).isEqualTo(TestEvents.APP);
            assertThat(AccountId.isTalkdeskId(customer.accountId())).isTrue();
        }
        switch (event) {
            case Event.Installed it -> assertBelieved(it.links(), it.credentials());
            case Event.Imported it -> throw new AssertionError(it);
            case Event.Rotated it -> assertBelieved(it.links(), it.credentials());
            case Event.Uninstalled _, Event.Updated _ -> assertThat(customer).isNotNull();
            case Event.OnTrial it -> assertThat(it.endsAt()).isAfter(Instant.EPOCH);
            case Event.LoggedOut it ->
                assertThat(it.userId() == null || AccountId.isTalkdeskId(it.userId()))
                        .isTrue();
            case Event.Other it -> assertThat(it.head().type()).isNotEqualTo("app.installed");
        }
    }

    /** Secrets go to hosts of Talkdesk's alone, and nowhere by being printed. */
    private static void assertBelieved(@Nullable Links links, Delivered delivered) {
        if (links != null) {
            assertThat(APPS.allow(links.apiRoot())).isTrue();
            assertThat(APPS.allow(links.tokenUrl())).isTrue();
            assertThat(links.authorizationUrl() == null || APPS.allow(links.authorizationUrl()))
                    .isTrue();
            assertThat(links.tokenUrl().getHost().toLowerCase(Locale.ROOT))
                    .containsPattern("(^|\\.)(my)?talkdesk(app|id)?(ca)?\\.(com|eu|au|co\\.uk)$");
        }
        assertThat(delivered.toString())
                .isEqualTo("Delivered[" + delivered.credential().clientId() + "]");
    }
}
