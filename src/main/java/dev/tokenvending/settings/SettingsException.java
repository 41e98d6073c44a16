package dev.tokenvending.settings;

import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** The service cannot start with what the operator has set; tells all that is wrong, without a stack trace. */
public final class SettingsException extends FailureAnalyzedException {

    private static final String ACTION =
            "Set what is named above in the environment, in a .env file or in a configuration"
                    + " file, then start again. README.md lists every setting.";

    private final List<String> problems;

    SettingsException(List<SettingProblem> problems) {
        super(describe(problems), ACTION);
        this.problems = problems.stream()
                .map(problem -> problem.setting() + " " + problem.what())
                .toList();
    }

    /** What is wrong, one sentence each, without any value. */
    public List<String> problems() {
        return problems;
    }

    private static String describe(List<SettingProblem> problems) {
        StringBuilder text = new StringBuilder("Settings are missing or wrong:\n");
        int number = 0;
        for (SettingProblem problem : problems) {
            text.append("\n  %d. %s %s\n".formatted(++number, problem.setting(), problem.what()));
            text.append("     Example: %s\n".formatted(problem.example()));
        }
        return text.toString();
    }
}
