package dev.tokenvending.settings;

import java.util.List;

/** All that is wrong with what the operator has set; nothing, unless somebody wants to look at it all the same. */
public record SettingProblems(List<SettingProblem> all) {

    public SettingProblems {
        all = List.copyOf(all);
    }
}
