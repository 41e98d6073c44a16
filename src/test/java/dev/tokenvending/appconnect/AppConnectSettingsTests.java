package dev.tokenvending.appconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppConnectSettingsTests {

    @Test
    void readWhenNothingIsSetThenAsTalkdeskDoes() {
        AppConnectSettings settings = read();
        assertThat(settings.signatureHeader()).isEqualTo("X-Hub-Ecdsa-Signature");
        assertThat(settings.keyHeader()).isEqualTo("X-Hub-Ecdsa-Signature-Id");
        assertThat(settings.javaHash()).isEqualTo("SHA512");
        assertThat(settings.keyUrl("key-1"))
                .isEqualTo(URI.create("https://api.talkdeskapp.com/events/signature-keys/key-1"));
        assertThat(settings.acknowledgeScope()).hasToString("apps:write");
        assertThat(settings.eventsScope()).hasToString("events:read");
    }

    @Test
    void readWhenEverythingIsSetThenAsSet() {
        AppConnectSettings settings = read(
                "appconnect.signature-header=X-Signature",
                "appconnect.signature-key-header=X-Key",
                "appconnect.signature-algorithm=sha-256",
                "appconnect.signature-key-url=http://127.0.0.1:7001/{id}",
                "appconnect.acknowledge-scope=a b",
                "appconnect.events-scope=c");
        assertThat(settings.signatureHeader()).isEqualTo("X-Signature");
        assertThat(settings.keyHeader()).isEqualTo("X-Key");
        assertThat(settings.javaHash()).isEqualTo("SHA256");
        assertThat(settings.keyUrl("k")).isEqualTo(URI.create("http://127.0.0.1:7001/k"));
        assertThat(settings.acknowledgeScope()).hasToString("a b");
        assertThat(settings.eventsScope()).hasToString("c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signature-header= | is no name of a header.",
                "signature-header=a b | is no name of a header.",
                "signature-key-header=a: b | is no name of a header.",
                "signature-algorithm=SHA1 | is none of SHA256, SHA384, SHA512.",
                "signature-algorithm=NONE | is none of SHA256, SHA384, SHA512.",
                "signature-algorithm= | is none of SHA256, SHA384, SHA512.",
                "signature-key-url=https://keys.example.com/ | has no {id} in its path, where the id of the key goes.",
                "signature-key-url=https://{id}.example.com/x | has no {id} in its path, where the id of the key goes.",
                "signature-key-url=https://{id}/{id} | has no {id} in its path, where the id of the key goes.",
                "signature-key-url=https://{id} | has no {id} in its path, where the id of the key goes.",
                "signature-key-url=https://{id}.example.com | has no {id} in its path, where the id of the key goes.",
                "signature-key-url=https://k.example.com:{id} | has no {id} in its path, where the id of the key goes.",
                "signature-key-url=http://keys.example.com/{id} | must be https (http only on a loopback host).",
                "signature-key-url=file:///keys/{id} | is not an absolute URL with a host.",
                "signature-key-url=https://u:p@keys.example.com/{id} | must hold neither credentials nor a fragment.",
                "signature-key-url=https://keys.example.com/{id}/ x | is not a URL.",
                "acknowledge-scope= | is no scope.",
                "acknowledge-scope=a\\b | is no scope.",
                "events-scope= | is no scope."
            })
    void readWhenSettingIsWrongThenProblem(String setting, String problem) {
        Settings settings = TestSettings.of("appconnect." + setting);
        AppConnectSettings.read(settings);
        String name = "appconnect." + setting.substring(0, setting.indexOf('='));
        assertThat(TestSettings.problems(settings)).containsExactly(name + " " + problem);
    }

    private static AppConnectSettings read(String... set) {
        Settings settings = TestSettings.of(set);
        AppConnectSettings read = AppConnectSettings.read(settings);
        assertThat(TestSettings.problems(settings)).isEmpty();
        return read;
    }
}
