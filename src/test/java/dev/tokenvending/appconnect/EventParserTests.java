package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.accounts.installed.InstallationId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTests {

    private static final Instant NOON = TestEvents.NOON;

    private final EventParser parser = new EventParser(TestEvents.apps());

    @Test
    void parseWhenInstalledThenEverythingItBrings() throws Exception {
        Event event = parser.parse(TestEvents.json(TestEvents.installed("e1", NOON)));
        assertThat(event).isInstanceOfSatisfying(Event.Installed.class, it -> {
            assertThat(it.head()).isEqualTo(new Event.Head("e1", "app.installed", TestEvents.APP, NOON));
            assertThat(it.customer().accountId()).isEqualTo(TestEvents.ACCOUNT);
            assertThat(it.customer().accountName()).isEqualTo("starship");
            assertThat(it.links().apiRoot()).isEqualTo(URI.create("https://api.talkdeskapp.com"));
            assertThat(it.links().tokenUrl()).isEqualTo(URI.create("https://starship.talkdeskid.com/oauth/token"));
            assertThat(it.links().authorizationUrl()).isEqualTo(URI.create(TestEvents.SIGN_IN));
            assertThat(it.credentials().credential().clientId()).isEqualTo("client-e1");
            assertThat(it.credentials().credential().key().id()).isEqualTo("key-of-client-e1");
            assertThat(it.toString()).doesNotContain("c4nary", "MIG");
        });
    }

    @Test
    void parseWhenThereIsNoLinkToSignInThenNone() throws Exception {
        Map<String, Object> event = TestEvents.withSignIn(TestEvents.installed("e1", NOON), null);
        assertThat(parser.parse(TestEvents.json(event)))
                .isInstanceOfSatisfying(
                        Event.Installed.class,
                        it -> assertThat(it.links().authorizationUrl()).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.installed",
                "app.credentials_rotated",
                "app.uninstalled",
                "app.updated",
                "user.logout",
                "new"
            })
    void parseWhenTypeIsAnyThenItsKind(String type) throws Exception {
        Map<String, Object> event = TestEvents.installed("e1", NOON);
        event.put("type", type);
        assertThat(parser.parse(TestEvents.json(event)))
                .isInstanceOf(
                        switch (type) {
                            case "app.installed" -> Event.Installed.class;
                            case "app.credentials_rotated" -> Event.Rotated.class;
                            case "app.uninstalled" -> Event.Uninstalled.class;
                            case "app.updated" -> Event.Updated.class;
                            case "user.logout" -> Event.LoggedOut.class;
                            default -> Event.Other.class;
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.trial_started", "app.trial_extended", "app.trial_ended"})
    void parseWhenTrialThenItsEnd(String type) throws Exception {
        Instant end = NOON.plusSeconds(3600);
        assertThat(parser.parse(TestEvents.json(TestEvents.trial("e1", type, NOON, end))))
                .isInstanceOfSatisfying(
                        Event.OnTrial.class, it -> assertThat(it.endsAt()).isEqualTo(end));
    }

    @Test
    void parseWhenUserHasSignedOutThenWho() throws Exception {
        assertThat(parser.parse(TestEvents.json(TestEvents.loggedOut("e1", NOON))))
                .isEqualTo(new Event.LoggedOut(
                        new Event.Head("e1", "user.logout", TestEvents.APP, NOON),
                        new Event.Customer(
                                new InstallationId(TestEvents.APP, TestEvents.INSTALLATION), TestEvents.ACCOUNT, null),
                        TestEvents.USER));
    }

    /** Better every user of the account than nobody. */
    @ParameterizedTest
    @MethodSource("unreadableUsers")
    void parseWhenItIsNotToldWhoHasSignedOutThenNobodyInParticular(@Nullable Object userId) throws Exception {
        Map<String, Object> event = TestEvents.loggedOut("e1", NOON);
        data(event).put("user_id", userId);
        assertThat(parser.parse(TestEvents.json(event)))
                .isInstanceOfSatisfying(
                        Event.LoggedOut.class, it -> assertThat(it.userId()).isNull());
    }

    static Stream<@Nullable Object> unreadableUsers() {
        return Stream.of(null, 7, "", "a b", "a\u0000", "x".repeat(201), List.of("user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"installation_id", "account_id"})
    void parseWhenItIsNotToldWhereAUserHasSignedOutThenAnotherEvent(String missing) throws Exception {
        Map<String, Object> event = TestEvents.loggedOut("e1", NOON);
        data(event).remove(missing);
        assertThat(parser.parse(TestEvents.json(event)))
                .isEqualTo(new Event.Other(new Event.Head("e1", "user.logout", TestEvents.APP, NOON), null));
    }

    /** Both are in Talkdesk's examples. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T12:00:00Z", "2026-11-22T12:00:00.000+00:00", "2026-11-22T13:00:00+01:00"})
    void parseWhenTimeIsWrittenEitherWayThenTheSame(String text) throws Exception {
        Map<String, Object> event = TestEvents.uninstalled("e1", NOON);
        event.put("created_at", text);
        assertThat(parser.parse(TestEvents.json(event)).head().createdAt()).isEqualTo(NOON);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("app_not_ours", event -> event.put("app_id", "somebody-elses")),
                change("bad_app_id", event -> event.remove("app_id")),
                change("bad_app_id", event -> event.put("app_id", 7)),
                change("bad_id", event -> event.remove("id")),
                change("bad_id", event -> event.put("id", "x".repeat(201))),
                change("bad_id", event -> event.put("id", "a b")),
                change("bad_type", event -> event.put("type", " ")),
                change("bad_created_at", event -> event.put("created_at", "yesterday")),
                change("bad_created_at", event -> event.put("created_at", 1479139387)),
                change("bad_installation_id", event -> event.remove("data")),
                change("bad_account_id", event -> data(event).remove("account_id")),
                change("bad_account_name", event -> data(event).put("account_name", "x".repeat(201))),
                change("bad_client_id", event -> data(event).put("client_id", "")),
                change("bad_key_id", event -> data(event).remove("key_id")),
                change("bad_private_key", event -> data(event).remove("private_key")),
                change("unusable_key", event -> data(event).put("private_key", "c4nary")),
                change("unusable_key", event -> data(event).put("key_algorithm", "RS256")),
                change("unusable_key", event -> data(event).put("key_algorithm", "none")),
                change("bad_href", event -> event.remove("_links")),
                change("foreign_link_root", event -> TestEvents.withLinks(event, "https://evil.example.com")),
                change(
                        "foreign_link_root",
                        event -> TestEvents.withLinks(event, "https://talkdeskapp.com.evil.example")),
                change("foreign_link_root", event -> TestEvents.withLinks(event, "https://eviltalkdeskapp.com")),
                change("foreign_link_root", event -> TestEvents.withLinks(event, "http://api.talkdeskapp.com")),
                change("foreign_link_root", event -> TestEvents.withLinks(event, "https://u:p@api.talkdeskapp.com")),
                change("foreign_link_root", event -> TestEvents.withLinks(event, "http://127.0.0.1:1")),
                change("bad_link_root", event -> TestEvents.withLinks(event, "https://api.talkdeskapp.com/ x")),
                change(
                        "foreign_link_authorization",
                        event -> TestEvents.withSignIn(event, "https://talkdeskid.com.evil.example/oauth/authorize")),
                change(
                        "foreign_link_authorization",
                        event -> TestEvents.withSignIn(event, "http://starship.talkdeskid.com/oauth/authorize")),
                change("bad_link_authorization", event -> TestEvents.withSignIn(event, "https://talkdeskid.com/ x")),
                change("bad_href", event -> TestEvents.withSignIn(event, "https://talkdeskid.com/" + "x".repeat(1000))),
                change("bad_href", event -> TestEvents.withSignIn(event, "")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void parseWhenSomethingIsWrongThenRefusedByItsCode(String code, Consumer<Map<String, Object>> change) {
        Map<String, Object> event = TestEvents.installed("e1", NOON);
        change.accept(event);
        assertRefused(TestEvents.json(event), code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{}x", "{\"id\":\"1\",\"id\":\"2\"}", "\u0000"})
    void parseWhenNotOneJsonObjectThenRefused(String body) {
        assertRefused(body.getBytes(StandardCharsets.UTF_8), "not_json");
    }

    private void assertRefused(byte[] body, String code) {
        assertThatExceptionOfType(BadEventException.class)
                .isThrownBy(() -> parser.parse(body))
                .withMessage(code);
    }

    private static Arguments change(String code, Consumer<Map<String, Object>> change) {
        return Arguments.of(code, change);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> data(Map<String, Object> event) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(event.get("data"));
    }
}
