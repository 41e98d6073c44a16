package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tokenvending.TokenVendingApplication;
import dev.tokenvending.signin.TestCaller;
import dev.tokenvending.signin.TestWay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A user signs in for an app of the real service in a real browser. Skipped where none is installed. */
class SignInPageTests {

    private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
    private static final HttpServer APP = app();
    private static final ServerSocket RETURNS = returns();
    private static final String RETURN_TO =
            "http://127.0.0.1:" + APP.getAddress().getPort() + "/signed-in";

    @TempDir
    static @Nullable Path directory;

    private static @Nullable Browser browser;
    private static @Nullable ConfigurableApplicationContext service;

    private final Browser page = Objects.requireNonNull(browser);
    private final TestWay way = new TestWay(port(Objects.requireNonNull(service)));
    private final TestCaller anna = TestCaller.fresh();

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(Objects.requireNonNull(directory).resolve("profile"));
        Map<String, String> settings = new LinkedHashMap<>(TestCaller.settings());
        settings.put("server.port", "0");
        settings.put("spring.profiles.active", "sandbox");
        settings.put("signin.redirect-uri", "http://127.0.0.1:" + RETURNS.getLocalPort() + "/authorization/callback");
        settings.put("token-vending.apps.agents.grant-type", "authorization_code");
        settings.put("token-vending.apps.agents.return-to", RETURN_TO);
        settings.put("token-vending.apps.agents.callers", "issuer:customers");
        service = new SpringApplication(TokenVendingApplication.class)
                .run(settings.entrySet().stream()
                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new));
        lead(port(service));
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
        APP.stop(0);
        RETURNS.close();
    }

    private static int port(ConfigurableApplicationContext running) {
        return running.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-ana", "user-ben"})
    void signInWhenAUserApprovesThenTheAppIsOpenedAndGetsThatUsersTokens(String user) throws ParseException {
        page.visit(way.url(anna, "agents"));
        assertThat(page.text("h1")).startsWith("Sign in");
        page.run("document.querySelector('input[value=" + user + "]').click()");
        press("approve");
        String link = page.run("location.href").stringValue();
        assertThat(link).matches("\\Q" + RETURN_TO + "\\E\\?code=[A-Za-z0-9_-]{43}");
        assertThat(page.run("document.referrer").stringValue()).isEmpty();
        assertThat(way.token(anna, "agents").status()).isEqualTo(403);
        assertThat(way.redeem(anna, "agents", TestWay.parameter(link, "code")).status())
                .isEqualTo(204);
        assertThat(TestWay.subject(way.token(anna, "agents"))).isEqualTo(user);
    }

    @Test
    void signInWhenTheUserDeniesThenTheAppIsOpenedAndTold() {
        page.visit(way.url(anna, "agents"));
        press("deny");
        assertThat(page.run("location.href").stringValue()).isEqualTo(RETURN_TO + "?error=access_denied");
        assertThat(way.token(anna, "agents").status()).isEqualTo(403);
    }

    /** Waits until the browser has arrived at the app. */
    private void press(String decision) {
        page.run("document.querySelector('[value=" + decision + "]').click()");
        page.until("location.pathname === '/signed-in' && document.title === 'done'");
    }

    private static HttpServer app() {
        try {
            HttpServer app = HttpServer.create(new InetSocketAddress(HOST, 0), 0);
            app.createContext("/", exchange -> {
                try (exchange) {
                    byte[] page = "<!doctype html><title>done</title>".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                }
            });
            app.start();
            return app;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Talkdesk is told where browsers return before the service knows its own port. */
    private static ServerSocket returns() {
        try {
            return new ServerSocket(0, 50, HOST);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void lead(int port) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = RETURNS.accept();
                    Socket server = new Socket(HOST, port);
                    Thread.ofVirtual().start(() -> copy(client, server));
                    Thread.ofVirtual().start(() -> copy(server, client));
                }
            } catch (IOException e) {
                // The tests are over.
            }
        });
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has gone, so both do.
        }
    }
}
