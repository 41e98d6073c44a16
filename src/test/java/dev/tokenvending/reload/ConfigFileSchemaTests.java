package dev.tokenvending.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that editors complete by knows the settings there are, and no others. */
class ConfigFileSchemaTests {

    private static final Path SCHEMA =
            Path.of(System.getProperty("project.basedir", ".."), "docs/config-file.schema.json");
    private static final JsonNode ROOT = JsonMapper.shared().readTree(SCHEMA.toFile());
    private static final Set<String> NOT_IN_THE_FILE = Set.of("deadline", "regions");

    @ParameterizedTest
    @CsvSource({
        "accounts.TalkdeskProperties$AccountProperties, /properties/talkdesk/properties/accounts/additionalProperties",
        "vending.VendingProperties$AppProperties, /properties/token-vending/properties/apps/additionalProperties",
        "policy.PoliciesProperties$PolicyProperties,"
                + " /properties/token-vending/properties/policies/additionalProperties",
        "policy.PoliciesProperties$LimitProperties,"
                + " /properties/token-vending/properties/policies/additionalProperties/properties/limits/items",
        "policy.PoliciesProperties$RemoteProperties,"
                + " /properties/token-vending/properties/policies/additionalProperties/properties/remote",
        "caller.CallersProperties$BasicProperties, /properties/token-vending/properties/callers/properties/basic/items",
        "caller.CallersProperties$ApiKeyProperties,"
                + " /properties/token-vending/properties/callers/properties/api-keys/items",
        "caller.CallersProperties$IssuerProperties,"
                + " /properties/token-vending/properties/callers/properties/issuers/items",
    })
    void schemaWhenComparedWithPropertiesThenTheSameNames(String properties, String pointer)
            throws ClassNotFoundException {
        Class<?> record = Class.forName("dev.tokenvending." + properties);
        assertThat(names(ROOT.at(pointer)))
                .isEqualTo(new TreeSet<>(Stream.of(record.getRecordComponents())
                        .map(RecordComponent::getName)
                        .map(ConfigFileSchemaTests::kebab)
                        .toList()));
        assertThat(ROOT.at(pointer).path("additionalProperties").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "vending.VendingProperties policy.PoliciesProperties, /properties/token-vending, callers",
        "caller.CallersProperties caller.FailedAttemptsProperties, /properties/token-vending/properties/callers,",
        "accounts.TalkdeskProperties, /properties/talkdesk,"
    })
    void schemaWhenComparedWithSectionsThenTheSameNames(String properties, String pointer, String more)
            throws ClassNotFoundException {
        Set<String> expected = new TreeSet<>(more == null ? List.of() : List.of(more));
        for (String name : properties.split(" ", -1)) {
            Stream.of(Class.forName("dev.tokenvending." + name).getRecordComponents())
                    .map(RecordComponent::getName)
                    .map(ConfigFileSchemaTests::kebab)
                    .filter(component -> !NOT_IN_THE_FILE.contains(component))
                    .forEach(expected::add);
        }
        assertThat(names(ROOT.at(pointer))).isEqualTo(expected);
    }

    private static Collection<String> names(JsonNode schema) {
        return new TreeSet<>(schema.path("properties").propertyNames());
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
