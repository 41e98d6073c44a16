package dev.tokenvending.sandbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium with one page, by its DevTools protocol (chromedevtools.github.io). */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LISTENING = "DevTools listening on ";

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private @Nullable String session;

    private Browser(Process process) throws IOException {
        this.process = process;
        this.socket = http.newWebSocketBuilder()
                .buildAsync(address(process), new Messages())
                .join();
        String target = ask("Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .stringValue();
        session = ask("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .stringValue();
        for (String domain : List.of("Page", "Runtime", "Log")) {
            ask(domain + ".enable", Map.of());
        }
    }

    /**
     * Starts it, or skips the test where there is none.
     *
     * @param directory for all it writes
     */
    static Browser start(Path directory) throws IOException {
        for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
            try {
                return new Browser(new ProcessBuilder(
                                name,
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-dev-shm-usage",
                                "--disable-gpu",
                                "--disable-extensions",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--no-first-run",
                                "--no-default-browser-check",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + directory,
                                "about:blank")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start());
            } catch (IOException notInstalled) {
                // Perhaps by another name.
            }
        }
        String reason = "Skipped: there is no chromium on the PATH. It is in the package chromium of Debian.";
        System.out.println(reason);
        return abort(reason);
    }

    private static URI address(Process process) throws IOException {
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
                return URI.create(line.substring(LISTENING.length()));
            }
        }
        throw new IllegalStateException("The browser has ended");
    }

    /** Waits until it has loaded, and until its scripts have shown all they show by themselves. */
    void open(String url) {
        visit(url);
        until("document.readyState === 'complete' && document.querySelectorAll('#operations details').length > 9"
                + " && document.getElementById('in-force').textContent !== ''");
    }

    void visit(String url) {
        complaints.clear();
        ask("Page.navigate", Map.of("url", url));
        until("document.readyState === 'complete'");
    }

    void screen(int width, int height, String scheme) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        ask(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** What a script gives, which may be a promise. */
    JsonNode run(String script) {
        JsonNode answer =
                ask("Runtime.evaluate", Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(script + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    String text(String selector) {
        return run("document.querySelector(" + quoted(selector) + ").innerText").stringValue();
    }

    void until(String condition) {
        await().alias(condition).atMost(PATIENCE).until(() -> run(condition).asBoolean(false));
    }

    /** As if typed, into whatever has the focus. */
    void type(String text) {
        ask("Input.insertText", Map.of("text", text));
    }

    /** Tab, Enter or another key that is no character. */
    void press(String key, int code) {
        String text = key.equals("Enter") ? "\r" : "";
        for (String type : List.of("keyDown", "keyUp")) {
            ask(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
        }
    }

    byte[] picture() {
        JsonNode size = run("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]");
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.get(0).intValue(),
                "height",
                size.get(1).intValue(),
                "scale",
                1);
        return Base64.getDecoder()
                .decode(ask(
                                "Page.captureScreenshot",
                                Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                        .path("data")
                        .stringValue());
    }

    /** Errors and warnings of scripts, of the page's policy and of the network since the page was opened. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    private JsonNode ask(String method, Map<String, ?> parameters) {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        Map<String, Object> message =
                new java.util.LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        socket.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void take(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer = asked.remove(message.path("id").intValue());
            if (answer != null && message.has("error")) {
                answer.completeExceptionally(new IllegalStateException(message.toString()));
            } else if (answer != null) {
                answer.complete(message.path("result"));
            }
            return;
        }
        JsonNode told = message.path("params");
        switch (message.path("method").asString("")) {
            case "Runtime.exceptionThrown" -> complaints.add(told.toString());
            case "Runtime.consoleAPICalled" -> complaints.add("console: " + told.path("args"));
            case "Log.entryAdded" ->
                complaints.add(told.path("entry").path("source").asString("") + ": "
                        + told.path("entry").path("text").asString(""));
            default -> {}
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        http.shutdownNow();
        try (Stream<ProcessHandle> children = process.descendants()) {
            children.toList().forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly().onExit().join();
    }

    private final class Messages implements WebSocket.Listener {

        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                JsonNode message = JsonMapper.shared().readTree(part.toString());
                part.setLength(0);
                take(message);
            }
            from.request(1);
            return null;
        }
    }
}
