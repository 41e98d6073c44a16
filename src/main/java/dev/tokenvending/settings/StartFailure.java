package dev.tokenvending.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Why a start has ended before the settings could be read, in words that quote none of them. */
public final class StartFailure {

    private StartFailure() {}

    /** Empty for what nobody has foreseen; Spring Boot's own words may quote a value. */
    public static Optional<FailureAnalysis> describe(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailureAnalyzedException told) {
                return Optional.ofNullable(told.analysis());
            }
        }
        return Optional.ofNullable(new YamlFailureAnalyzer().analyze(failure));
    }
}
