package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.ProxiedApp;
import dev.tokenvending.Wire;
import dev.tokenvending.core.ClientRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** What policies get to see of a request that came by a trusted proxy. */
@ProxiedApp
class ForwardedRequestTests {

    private final int port;
    private final ProxiedApp.Watcher watcher;

    ForwardedRequestTests(@Value("${local.server.port}") int port, @Autowired ProxiedApp.Watcher watcher) {
        this.port = port;
        this.watcher = watcher;
    }

    @Test
    void requestWhenForwardedThenPolicySeesClientAndNamedHeaders() {
        Wire request = Wire.get("/token/watched")
                .asCaller()
                .with("User-Agent", "Example/1.0")
                .with("X-App-Version", "2.1")
                .with("CF-IPCountry", "PT")
                .with("X-Other", "x")
                .with("X-Forwarded-For", "198.51.100.7, 2001:DB8:0:0::9");
        assertThat(request.to(port).status()).isEqualTo(200);
        assertThat(watcher.only().request())
                .isEqualTo(new ClientRequest(
                        "2001:db8::9", "Example/1.0", Map.of("x-app-version", "2.1", "cf-ipcountry", "PT")));
    }

    /** App names and countries are what people call them, and the firewall takes none but ASCII. */
    @Test
    void requestWhenHeadersAreNotAsciiThenSeenAndNotRefused() {
        Wire request = Wire.get("/token/watched")
                .asCaller()
                .with("X-App-Version", "\u00e2\u0080\u009c2.1")
                .with("X-Forwarded-For", "\u00e9");
        assertThat(request.to(port).status()).isEqualTo(200);
        ClientRequest seen = watcher.only().request();
        assertThat(seen.headers().get("x-app-version")).endsWith("2.1");
        assertThat(seen.address()).isEqualTo("127.0.0.1");
    }

    @Test
    void requestWhenNotForwardedThenPolicySeesThePeer() {
        assertThat(Wire.get("/token/watched").asCaller().to(port).status()).isEqualTo(200);
        assertThat(watcher.only().request()).isEqualTo(new ClientRequest("127.0.0.1", null, Map.of()));
    }
}
