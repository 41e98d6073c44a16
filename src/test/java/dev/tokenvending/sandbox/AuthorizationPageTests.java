package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page on which users sign in, in a real browser. Skipped where none is installed. */
class AuthorizationPageTests {

    private static final int TAB = 9;
    private static final int ENTER = 13;

    @TempDir
    static @Nullable Path directory;

    private static @Nullable Browser started;

    private final Browser browser = Objects.requireNonNull(started);
    private final HttpServer app = server();
    private final HttpServer callback = server();
    private final String redirectUri = uri(callback) + "authorization/callback";
    private final TestTalkdeskId talkdeskId = new TestTalkdeskId(redirectUri);
    private final Map<String, String> query = TestSignIn.query("redirect_uri", redirectUri);

    AuthorizationPageTests() throws IOException {}

    @BeforeAll
    static void startBrowser() throws IOException {
        started = Browser.start(Objects.requireNonNull(directory).resolve("profile"));
    }

    @AfterAll
    static void closeBrowser() throws IOException {
        if (started != null) {
            started.close();
        }
    }

    /** The callback sends the browser on to the app, as the service does. */
    @BeforeEach
    void start() {
        callback.createContext("/authorization/callback", exchange -> {
            try (exchange) {
                String next = uri(app) + "done?" + exchange.getRequestURI().getRawQuery();
                exchange.getResponseHeaders().set("Location", next);
                exchange.sendResponseHeaders(302, -1);
            }
        });
        app.createContext("/done", exchange -> {
            try (exchange) {
                byte[] page = "<!doctype html><title>done</title>".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        callback.start();
        app.start();
        talkdeskId.server.start();
    }

    @AfterEach
    void close() throws IOException {
        talkdeskId.close();
        callback.stop(0);
        app.stop(0);
    }

    @Test
    void pageWhenOpenedThenNothingIsComplainedOfAndItsStyleIsTaken() {
        open();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.text("h1")).startsWith("Sign in");
        assertThat(browser.run("getComputedStyle(document.querySelector('form')).borderStyle")
                        .stringValue())
                .isEqualTo("solid");
    }

    /** Otherwise the test above could not fail. */
    @Test
    void pageWhenScriptIsSneakedInThenItsPolicyRefuses() {
        open();
        browser.run("document.body.append(Object.assign(document.createElement('script'), {text: 'window.x = 1'}))");
        browser.until("true");
        assertThat(browser.run("window.x === undefined").booleanValue()).isTrue();
        assertThat(browser.complaints()).singleElement().asString().contains("Content Security Policy");
    }

    @ParameterizedTest
    @CsvSource({"approve, code=", "deny, error=access_denied", "fail, error=server_error"})
    void decideWhenButtonIsPressedThenTheBrowserEndsAtTheApp(String decision, String sent) {
        open();
        browser.run("document.querySelector('[value=" + decision + "]').click()");
        browser.until("location.pathname === '/done' && document.title === 'done'");
        assertThat(browser.run("location.href").stringValue())
                .startsWith(uri(app))
                .contains(sent);
    }

    @Test
    void decideWhenOnlyKeysArePressedThenTheBrowserEndsAtTheApp() {
        open();
        browser.run("document.querySelector('input').focus()");
        browser.press("ArrowDown", 40);
        assertThat(browser.run("document.querySelector('input:checked').value").stringValue())
                .isEqualTo("user-ben");
        browser.press("Enter", ENTER);
        browser.until("location.pathname === '/done'");
        assertThat(browser.run("location.href").stringValue()).contains("code=");
    }

    @Test
    void fieldsWhenLookedForThenEachHasALabelAndAllCanBeReachedByTab() {
        open();
        assertThat(browser.run("[...document.querySelectorAll('input')]"
                                + ".filter(it => !it.labels.length || !it.labels[0].innerText.trim()).length")
                        .intValue())
                .isZero();
        browser.run("document.querySelector('input').focus()");
        for (String button : new String[] {"approve", "deny", "fail"}) {
            browser.press("Tab", TAB);
            assertThat(browser.run("document.activeElement.value").stringValue())
                    .isEqualTo(button);
        }
    }

    /** {@code -Dpictures=DIRECTORY} keeps what it looks like. */
    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
    void pageWhenWideOrNarrowThenNothingSticksOut(int width, String scheme) throws IOException {
        browser.screen(width, 844, scheme);
        open();
        assertNothingSticksOut("sign-in-" + width + "-" + scheme);
        query.put("redirect_uri", "https://app.example.com/" + "a".repeat(200));
        open();
        assertThat(browser.text("h1")).startsWith("This sign-in cannot go on");
        assertNothingSticksOut("no-sign-in-" + width + "-" + scheme);
    }

    private void assertNothingSticksOut(String name) throws IOException {
        assertThat(browser.run("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                        .intValue())
                .isZero();
        @Nullable String pictures = System.getProperty("pictures");
        if (pictures != null) {
            Files.write(Path.of(pictures, name + ".png"), browser.picture());
        }
    }

    private void open() {
        browser.visit(TestSignIn.uri(talkdeskId.authorizeUri(), query).toString());
    }

    private static HttpServer server() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    }

    private static String uri(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }
}
