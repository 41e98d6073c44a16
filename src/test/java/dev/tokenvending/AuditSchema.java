package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code docs/audit.schema.json} promises of each line; here no field goes that it does not know. */
public final class AuditSchema {

    public static final JsonNode DOCUMENT = JsonMapper.shared()
            .readTree(Path.of(System.getProperty("project.basedir", ".."), "docs/audit.schema.json")
                    .toFile());

    private static final Schema STRICT = strict();

    private AuditSchema() {}

    public static void assertKept(String line) {
        assertThat(STRICT.validate(JsonMapper.shared().readTree(line))).as(line).isEmpty();
    }

    private static Schema strict() {
        JsonNode document = DOCUMENT.deepCopy();
        document.path("$defs").forEach(kind -> {
            ((ObjectNode) kind).put("additionalProperties", false);
            if (kind.at("/properties/policies/items") instanceof ObjectNode policy) {
                policy.put("additionalProperties", false);
            }
        });
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document);
    }
}
