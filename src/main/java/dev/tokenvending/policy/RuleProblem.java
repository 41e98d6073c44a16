package dev.tokenvending.policy;

import com.google.common.base.Throwables;
import dev.cel.common.CelIssue;
import dev.cel.common.Source;
import java.util.List;
import java.util.stream.Collectors;

/** Puts what CEL finds wrong with a rule into words for the start-up report. */
final class RuleProblem {

    private static final int MOST = 5;

    private static final String NAMES =
            RuleVariable.ALL.stream().map(RuleVariable::name).collect(Collectors.joining(", "));

    private RuleProblem() {}

    /** Each issue with its line and column, and a caret under the place. */
    static String describe(List<CelIssue> issues, Source source) {
        String places = issues.stream()
                .map(issue -> issue.toDisplayString(source)
                        .replaceFirst("^[A-Z]+: <input>:", "")
                        .replace(" (in container '')", ""))
                .distinct()
                .limit(MOST)
                .flatMap(String::lines)
                .map(line -> "\n     " + line)
                .collect(Collectors.joining());
        boolean unknownName =
                issues.stream().anyMatch(issue -> issue.getMessage().startsWith("undeclared reference"));
        return "is no rule:" + places + (unknownName ? "\n     There are: " + NAMES : "");
    }

    /** What went wrong in the first place, without the place, which is told in another way. */
    static String plain(Exception e) {
        String message = String.valueOf(Throwables.getRootCause(e).getMessage());
        return message.replaceFirst("^evaluation error[^ ]*( at [^ ]*)?:? ", "");
    }
}
