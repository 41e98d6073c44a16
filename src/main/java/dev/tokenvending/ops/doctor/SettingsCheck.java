package dev.tokenvending.ops.doctor;

import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import dev.tokenvending.settings.SettingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What is wrong with the settings, as the start of the service would tell it. */
record SettingsCheck(List<SettingProblem> problems, boolean sandbox) {

    private static final String TITLE = "Settings";
    private static final String ACCOUNTS = "talkdesk.accounts.";

    Section section() {
        List<Line> lines = new ArrayList<>();
        if (problems.isEmpty()) {
            lines.add(new Line("settings", new Right("The service would start with them.")));
        }
        for (SettingProblem problem : problems) {
            lines.add(new Line(
                    "settings",
                    new Wrong(
                            problem.setting() + " " + problem.what(),
                            "Correct it, for example: " + problem.example())));
        }
        if (sandbox) {
            lines.add(new Line(
                    "sandbox",
                    new Right("It is on. What follows was tried against a Talkdesk ID that was started for it: Talkdesk"
                            + " itself takes none of these tokens. Take away the profile sandbox and set the TD_"
                            + " variables to have the doctor try the real one.")));
        }
        return new Section(TITLE, lines);
    }

    /** The accounts that their settings do not make. */
    List<Section> accountsWithout(Set<String> usable) {
        Set<String> names = new TreeSet<>();
        problems.stream()
                .map(SettingProblem::property)
                .filter(property -> property.startsWith(ACCOUNTS))
                .map(property -> property.substring(ACCOUNTS.length()).split("[.\\[]", 2)[0])
                .filter(name -> !usable.contains(name))
                .forEach(names::add);
        return names.stream().map(name -> notTried("Account " + name)).toList();
    }

    static Section notTried(String what) {
        return new Section(what, new Line("everything", new NotTried("Its settings are wrong, see above.")));
    }

    /** When they cannot even be read. */
    static Section unreadable(FailureAnalysis failure) {
        return new Section(
                TITLE,
                List.of(
                        new Line("settings", new Wrong(failure.getDescription(), String.valueOf(failure.getAction()))),
                        new Line("everything else", new NotTried("The settings could not be read."))));
    }
}
