package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How events are signed and sent, and when they are not. */
class EventDeliveryTests {

    private static final String INSTALL =
            "{'type':'app.installed','installation':'inst-1','account_id':'acc-1','account_name':'starship'%s}";

    private final TestAppConnect sandbox = TestAppConnect.usual();

    EventDeliveryTests() throws IOException, JOSEException {}

    @AfterEach
    void close() throws IOException {
        sandbox.close();
    }

    @Test
    void sendWhenSignatureIsGoodThenVerifiesWithTheServedKey() throws Exception {
        sandbox.sent(INSTALL.formatted(""));
        var received = sandbox.app.received.getFirst();
        assertThat(received.contentType()).contains("application/json");
        HttpResponse<String> key = servedKey(received);
        assertThat(key.statusCode()).isEqualTo(200);
        assertThat(key.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(verifies(received, key.body())).isTrue();
    }

    @Test
    void sendWhenSignatureIsWrongThenKeyIsKnownAndDoesNotVerify() throws Exception {
        sandbox.sent(INSTALL.formatted(",'signature':'wrong'"));
        var received = sandbox.app.received.getFirst();
        assertThat(verifies(received, servedKey(received).body())).isFalse();
    }

    @Test
    void sendWhenKeyIsUnknownThenNotServed() throws Exception {
        sandbox.sent(INSTALL.formatted(",'signature':'unknown-key'"));
        var received = sandbox.app.received.getFirst();
        assertThat(received.signature()).isPresent();
        TestTalkdeskId.assertRefused(servedKey(received), 404, "not_found");
    }

    @Test
    void sendWhenSignatureIsMissingThenNeitherHeader() throws Exception {
        sandbox.sent(INSTALL.formatted(",'signature':'missing'"));
        var received = sandbox.app.received.getFirst();
        assertThat(received.signature()).isEmpty();
        assertThat(received.keyId()).isEmpty();
    }

    @Test
    void keyWhenNotAskedByGetThenMethodNotAllowed() throws Exception {
        HttpResponse<String> response =
                sandbox.send(sandbox.request("/events/signature-keys/x", null).POST(BodyPublishers.noBody()));
        TestTalkdeskId.assertRefused(response, 405, "method_not_allowed");
        assertThat(response.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void sendWhenSeveralTimesThenSameBodyAndAllStatuses() throws Exception {
        sandbox.app.nextStatuses.addAll(List.of(500, 302, 204));
        EventSent sent = sandbox.sent(INSTALL.formatted(",'times':4,'delay_millis':1500"));
        assertThat(sent.statuses()).containsExactly(500, 302, 204, 200);
        assertThat(sandbox.pauses).hasSize(4).containsOnly(Duration.ofMillis(1500));
        assertThat(sandbox.app.received)
                .extracting(TestApp.Received::body)
                .hasSize(4)
                .containsOnly(sent.event().body());
    }

    @Test
    void sendWhenNobodyAnswersThenNoStatus() throws Exception {
        sandbox.app.close();
        assertThat(sandbox.sent(INSTALL.formatted(",'times':2")).statuses())
                .containsExactly(EventSender.NO_ANSWER, EventSender.NO_ANSWER);
    }

    @Test
    void sendWhenEventIdThenTheEventAsItWas() throws Exception {
        EventSent first = sandbox.sent(INSTALL.formatted(",'signature':'wrong'"));
        sandbox.clock.advance(Duration.ofHours(1));
        EventSent second =
                sandbox.sent("{'event_id':'%s'}".formatted(first.event().id()));
        assertThat(second.event()).isEqualTo(first.event());
        assertThat(sandbox.app.received)
                .extracting(TestApp.Received::body)
                .containsExactly(first.event().body(), first.event().body());
        var received = sandbox.app.received.getLast();
        assertThat(verifies(received, servedKey(received).body())).isTrue();
        assertThat(sandbox.appConnect.installations())
                .singleElement()
                .satisfies(it -> assertThat(it.clients()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event_id':'unknown'}",
                "{'type':'app.updated','installation':'inst-1'}",
                "{'type':'app.credentials_rotated','installation':'inst-1'}",
                "{'type':'app.uninstalled','installation':'inst-1'}",
                "{'type':'user.logout','installation':'inst-1'}",
                "{'type':'app.installed','installation':'inst-1','account_id':'acc-1'}",
                "{'type':'app.installed','installation':'inst-1','account_name':'starship'}",
                "{'type':'app.installed'}"
            })
    void sendWhenSomethingIsUnknownOrMissingThenRejectedAndNothingSent(String json) throws Exception {
        assertThat(sandbox.order(json)).isInstanceOfSatisfying(EventRejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(400);
            assertThat(rejected.reason()).isNotBlank().endsWith(".");
        });
        assertThat(sandbox.app.received).isEmpty();
        assertThat(sandbox.appConnect.installations()).isEmpty();
    }

    @Test
    void sendWhenRotatedAfterUninstallThenRejected() throws Exception {
        sandbox.install("inst-1");
        sandbox.tell("app.uninstalled", "inst-1");
        assertThat(sandbox.order("{'type':'app.credentials_rotated','installation':'inst-1'}"))
                .isInstanceOf(EventRejected.class);
        sandbox.tell("app.trial_ended", "inst-1");
        sandbox.tell("app.uninstalled", "inst-1");
        assertThat(sandbox.app.received).hasSize(4);
    }

    @Test
    void sendWhenSeveralAppsAreConfiguredThenOneMustBeNamed() throws Exception {
        try (var several = new TestAppConnect("app-1", "app-2")) {
            assertThat(several.order(INSTALL.formatted(""))).isInstanceOf(EventRejected.class);
            several.sent(INSTALL.formatted(",'app_id':'app-2'"));
            assertThat(several.app.lastEvent().path("app_id").asString()).isEqualTo("app-2");
            several.tell("user.logout", "inst-1");
            assertThat(several.app.lastEvent().path("app_id").asString()).isEqualTo("app-2");
        }
    }

    private HttpResponse<String> servedKey(TestApp.Received received) throws IOException, InterruptedException {
        return sandbox.get("/events/signature-keys/" + received.keyId().orElseThrow(), null);
    }

    private static boolean verifies(TestApp.Received received, String base64) throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        Signature signature = Signature.getInstance("SHA512withECDSA");
        signature.initVerify(key);
        signature.update(received.body().getBytes(StandardCharsets.UTF_8));
        return signature.verify(HexFormat.of().parseHex(received.signature().orElseThrow()));
    }
}
