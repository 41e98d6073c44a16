package dev.tokenvending.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;

class YamlFailureAnalyzerTests {

    @ParameterizedTest
    @ValueSource(strings = {"password: @c4nary", "password: `c4nary", "a: 1\npassword: \"c4nary"})
    void analyzeWhenYamlIsMalformedThenThePlaceAndNotTheLine(String yaml) {
        MarkedYAMLException malformed = catchThrowableOfType(MarkedYAMLException.class, () -> new Yaml().load(yaml));
        FailureAnalysis analysis = new YamlFailureAnalyzer().analyze(malformed, malformed);
        assertThat(malformed).hasMessageContaining("c4nary");
        assertThat(analysis.getDescription() + analysis.getAction())
                .contains("at line", "column")
                .doesNotContain("c4nary");
    }
}
