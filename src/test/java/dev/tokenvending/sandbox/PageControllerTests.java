package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.SandboxApp;
import dev.tokenvending.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/** The page and what belongs to it, over HTTP. {@link PageTests} has it in a browser. */
@SandboxApp
class PageControllerTests {

    private final int port;

    PageControllerTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    @ParameterizedTest
    @CsvSource({
        "/sandbox, text/html",
        "/sandbox/, text/html",
        "/sandbox/openapi.yaml, application/yaml",
        "/sandbox/openapi.json, application/json",
        "/sandbox/page.css, text/css",
        "/sandbox/try.js, text/javascript",
        "/sandbox/document.js, text/javascript",
        "/sandbox/dom.js, text/javascript",
        "/sandbox/icon.svg, image/svg+xml",
    })
    void getWhenItIsThereThenOfItsKindAndUnderThePolicy(String target, String type) {
        RawAnswer answer = Wire.get(target).with("Accept", "image/png").to(port);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe", "http");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/sandbox/page.java", "/sandbox/index.html", "/sandbox/application.yaml", "/sandbox/page/try.js"
            })
    void getWhenItIsNotOfThePageThenNotFound(String target) {
        assertThat(Wire.get(target).to(port).status()).isEqualTo(404);
    }

    /** It works without a network, and for those whose browsers refuse what comes from elsewhere. */
    @Test
    void pageWhenReadThenNothingComesFromElsewhere() {
        for (String file : new String[] {"", "page.css", "try.js", "document.js", "dom.js"}) {
            assertThat(Wire.get("/sandbox/" + file).to(port).body()).doesNotContain("http://", "https://", "//cdn");
        }
    }
}
