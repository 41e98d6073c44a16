package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code compose.yaml} keeps to the Compose Specification (compose-spec.json of compose-spec/compose-spec, Apache 2.0). */
class ComposeTests {

    private static final Path COMPOSE = Path.of(System.getProperty("project.basedir", ".."), "compose.yaml");

    private final Schema specification = specification();

    @Test
    void composeWhenComparedWithTheSpecificationThenItKeepsToIt() throws IOException {
        JsonNode compose = read(Files.readString(COMPOSE));
        assertThat(specification.validate(compose)).isEmpty();
        assertThat(compose.path("services").propertyNames()).contains("sandbox", "appconnect", "postgres");
    }

    /** Or the test above would say little. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {one: {image: a, read_onli: true}}",
                "services: {one: {image: a, ports: 8080}}",
                "services: [one]",
                "service: {}",
            })
    void composeWhenItBreaksTheSpecificationThenThatIsSeen(String compose) {
        assertThat(specification.validate(read(compose))).isNotEmpty();
    }

    private static Schema specification() {
        try (InputStream schema =
                Objects.requireNonNull(ComposeTests.class.getResourceAsStream("/schemas/compose-spec.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                    .getSchema(JsonMapper.shared().readTree(schema));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String yaml) {
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return JsonMapper.shared().valueToTree(document);
    }
}
