package dev.tokenvending.sandbox;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** A page to try the service with, and {@code openapi.yaml}, which it is made of. */
@RestController
@RequestMapping("/sandbox")
@Profile(Sandbox.PROFILE)
class PageController {

    private static final String DOCUMENT = "/openapi.yaml";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml");

    private final byte[] yaml = bytes(DOCUMENT);
    private final byte[] json = json(yaml);

    @GetMapping({"", "/"})
    void page(HttpServletResponse response) throws IOException {
        file("index.html", response);
    }

    @GetMapping("/openapi.yaml")
    void yaml(HttpServletResponse response) throws IOException {
        answer("application/yaml", yaml, response);
    }

    /** For what reads no YAML, like browsers. */
    @GetMapping("/openapi.json")
    void json(HttpServletResponse response) throws IOException {
        answer("application/json", json, response);
    }

    @GetMapping("/{file:page\\.css|dom\\.js|document\\.js|try\\.js|icon\\.svg}")
    void file(@PathVariable String file, HttpServletResponse response) throws IOException {
        String type = Objects.requireNonNull(TYPES.get(file.substring(file.indexOf('.') + 1)));
        answer(type, bytes("page/" + file), response);
    }

    /** Written here, as Spring would call what it returns an attachment by its name. */
    private static void answer(String type, byte[] body, HttpServletResponse response) throws IOException {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = PageController.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] json(byte[] yaml) {
        Object document =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(yaml, StandardCharsets.UTF_8));
        return JsonMapper.shared().writeValueAsBytes(document);
    }
}
