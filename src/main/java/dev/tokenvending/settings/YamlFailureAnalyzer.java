package dev.tokenvending.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Tells where a YAML file is malformed without quoting it: the line may hold a secret. */
class YamlFailureAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
        @Nullable Mark mark = cause.getProblemMark();
        String place = mark == null ? "" : " at line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
        return new FailureAnalysis(
                "A YAML configuration file is malformed%s.".formatted(place),
                "Correct the file. A value that begins with @, %, `, { or [ or holds \": \" or \" #\" needs quotes.",
                cause);
    }
}
