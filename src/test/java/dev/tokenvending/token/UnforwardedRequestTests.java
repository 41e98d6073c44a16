package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.ProxiedApp;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Wire;
import dev.tokenvending.core.ClientRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/** As {@link ForwardedRequestTests}, but nobody is trusted, as when nothing is set. */
@ProxiedApp
@TestPropertySource(properties = "token-vending.trusted-proxies=")
class UnforwardedRequestTests {

    private final int port;
    private final ProxiedApp.Watcher watcher;

    UnforwardedRequestTests(@Value("${local.server.port}") int port, @Autowired ProxiedApp.Watcher watcher) {
        this.port = port;
        this.watcher = watcher;
    }

    @Test
    void requestWhenClientSpoofsForwardingHeadersThenPolicySeesThePeer() {
        Wire request = Wire.get("/token/watched")
                .asCaller()
                .with("X-App-Version", "2.1")
                .with("CF-IPCountry", "PT")
                .with("X-Forwarded-For", "198.51.100.7")
                .with("X-Real-IP", "198.51.100.7")
                .with("Forwarded", "for=198.51.100.7");
        assertThat(request.to(port).status()).isEqualTo(200);
        assertThat(watcher.only().request())
                .isEqualTo(new ClientRequest("127.0.0.1", null, Map.of("x-app-version", "2.1")));
    }

    @Test
    void requestWhenClientSpoofsAnotherAddressEachTimeThenLimitedAllTheSame() {
        int last = 0;
        for (int i = 0; i < 3; i++) {
            RawAnswer answer = Wire.get("/token/limited")
                    .asCaller()
                    .with("X-Forwarded-For", "198.51.100." + i)
                    .to(port);
            last = answer.status();
        }
        assertThat(last).isEqualTo(429);
    }
}
