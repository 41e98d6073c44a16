package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenvending.AuditSchema;
import dev.tokenvending.audit.AuditEntry.PolicyEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Others read these lines by machine. Whoever changes one changes the snapshot too, and sees there what it does to them:
 * what goes away or means something else needs another {@link Entry#SCHEMA}.
 */
class AuditSchemaTests {

    private static final Path SNAPSHOT = Path.of(
            System.getProperty("project.basedir", ".."), "src/test/resources/audit/version-" + Entry.SCHEMA + ".jsonl");
    private static final Instant TIME = Instant.parse("2026-11-22T02:50:04.362287167Z");
    private static final String REQUEST_ID = "8b563587-f13b-474e-85ff-6f2a5a49524e";
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CONFIGURATION = "sha256:" + "0123456789abcdef".repeat(4);

    /** Of each kind one that has every field, and one that has the fewest. */
    static Stream<Entry> entries() {
        return Stream.of(
                new AuditEntry(
                        TIME,
                        REQUEST_ID,
                        TRACE_ID,
                        "GET",
                        "vended",
                        200,
                        "why",
                        "203.0.113.7",
                        "issuer",
                        "customers",
                        "user-1",
                        "example-app-ios",
                        "acme",
                        List.of(
                                new PolicyEntry("hours", "enforce", "granted", null, null),
                                new PolicyEntry("crm", "shadow", "refused", "unknown_customer", null),
                                new PolicyEntry("narrow", "enforce", "narrowed", null, "a")),
                        "a b",
                        "fedcba9876543210".repeat(4),
                        "b0c1e2d3-aaaa-4bbb-8ccc-dddddddddddd",
                        false,
                        599L,
                        200,
                        "server_error",
                        CONFIGURATION,
                        215,
                        1.204,
                        0.012,
                        0.087,
                        212.5),
                new AuditEntry(
                        TIME,
                        REQUEST_ID,
                        null,
                        "GET",
                        "unauthenticated",
                        401,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0,
                        null,
                        null,
                        null,
                        null),
                new OperatorEntry(
                        TIME,
                        REQUEST_ID,
                        "POST",
                        "reload",
                        "unauthenticated",
                        401,
                        "wrong_login",
                        "203.0.113.7",
                        CONFIGURATION,
                        3),
                new OperatorEntry(TIME, REQUEST_ID, "GET", "accounts", "done", 200, null, null, null, 3),
                new CommandEntry(TIME, "reseal", 0),
                new ConfigurationEntry(TIME, "configuration_refused", CONFIGURATION, List.of("a is missing.")),
                new ConfigurationEntry(TIME, "configuration_replaced", CONFIGURATION, null),
                new CustomerEntry(
                        TIME, null, null, "app.installed", "applied", null, "e-1", "a-1", "i-1", "acc-1", TIME),
                new CustomerEntry(TIME, null, null, "user.logout", "recorded", null, "e-1", "a-1", null, null, TIME),
                new CustomerEntry(
                        TIME,
                        REQUEST_ID,
                        "203.0.113.7",
                        "event_refused",
                        null,
                        "bad_signature",
                        null,
                        null,
                        null,
                        null,
                        null),
                new SignInEntry(
                        TIME,
                        REQUEST_ID,
                        "sign_in_failed",
                        "refused",
                        "203.0.113.7",
                        "customers",
                        "user-1",
                        "example-app-ios",
                        "acme",
                        "invalid_grant"),
                new SignInEntry(TIME, REQUEST_ID, "unknown_state", null, "203.0.113.7", null, null, null, null, null));
    }

    @Test
    void lineWhenComparedWithItsSnapshotThenTheSame() throws IOException {
        assertThat(entries().map(AuditSchemaTests::line).toList()).isEqualTo(Files.readAllLines(SNAPSHOT));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void lineWhenOfAnyKindThenItKeepsToTheSchema(Entry entry) {
        AuditSchema.assertKept(line(entry));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'schema':1,'time':'2026-11-22T02:50:04Z','event':'command','command':'reseal'}",
                "{'schema':2,'time':'2026-11-22T02:50:04Z','event':'command','command':'reseal','exit_code':0}",
                "{'schema':1,'time':'2026-11-22T02:50:04Z','event':'command','command':'reseal','exit_code':'0'}",
                "{'schema':1,'time':'2026-11-22T02:50:04Z','event':'command','command':'reseal','exit_code':0,'x':1}",
                "{'schema':1,'time':'2026-11-22T02:50:04Z','event':'sign_in','request_id':'r','client_address':'a',"
                        + "'outcome':'vended'}",
            })
    void lineWhenItBreaksTheSchemaThenThatIsSeen(String line) {
        assertThatThrownBy(() -> AuditSchema.assertKept(line.replace('\'', '"')))
                .isInstanceOf(AssertionError.class);
    }

    /** So that none is forgotten in the document, and none is left in it. */
    @ParameterizedTest
    @CsvSource({"0, token_request", "2, operator_request", "4, command", "5, configuration", "10, sign_in"})
    void schemaWhenComparedWithALineThatHasEverythingThenTheSameFields(int entry, String kind) {
        String line = line(entries().toList().get(entry));
        assertThat(AuditSchema.DOCUMENT.at("/$defs/" + kind + "/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        JsonMapper.shared().readTree(line).propertyNames());
    }

    private static String line(Entry entry) {
        return JsonMapper.shared().writeValueAsString(entry);
    }
}
