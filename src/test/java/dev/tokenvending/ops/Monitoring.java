package dev.tokenvending.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code monitoring/} holds for operators. */
final class Monitoring {

    static final Path PROJECT = Path.of(System.getProperty("project.basedir", ".."));
    static final Path DIRECTORY = PROJECT.resolve("monitoring");

    private static final Pattern VARIABLE_QUERY = Pattern.compile("label_values\\((.*), *\\w+\\)");

    private Monitoring() {}

    /** Every rule of {@code alerts.yaml}. */
    static List<JsonNode> rules() {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        JsonNode file = JsonMapper.shared().valueToTree(yaml.load(read(DIRECTORY.resolve("alerts.yaml"))));
        return file.path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    static Set<String> recorded() {
        return rules().stream()
                .filter(rule -> rule.has("record"))
                .map(rule -> rule.path("record").stringValue())
                .collect(Collectors.toSet());
    }

    /** Every expression of {@code dashboard.json}, with values for the variables of Grafana. */
    static List<String> shown() {
        JsonNode dashboard = JsonMapper.shared().readTree(read(DIRECTORY.resolve("dashboard.json")));
        Stream<String> panels = dashboard.findValues("expr").stream().map(JsonNode::stringValue);
        Stream<String> variables = dashboard.path("templating").findValues("query").stream()
                .filter(JsonNode::isString)
                .map(query -> VARIABLE_QUERY.matcher(query.stringValue()))
                .filter(query -> query.matches())
                .map(query -> query.group(1));
        return Stream.concat(panels, variables)
                .map(expression -> expression.replaceAll("\\$__\\w+", "5m").replaceAll("\\$\\w+", "any"))
                .toList();
    }

    /** Every expression of both. */
    static List<String> expressions() {
        return Stream.concat(rules().stream().map(rule -> rule.path("expr").stringValue()), shown().stream())
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
