package dev.tokenvending.ops.doctor;

import dev.tokenvending.settings.SettingProblems;
import dev.tokenvending.settings.StartFailure;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Profiles;

/**
 * {@code java -jar … doctor}: tries what the service will need, by the service's own settings and code, and prints what is
 * right, what is wrong and what to do. It opens no port, prints no secret, and ends.
 */
public final class Doctor {

    /** The name of the command. */
    public static final String NAME = "doctor";

    private static final int FAILED = 1;

    private final PrintStream out;

    public Doctor(PrintStream out) {
        this.out = out;
    }

    /** Examines what was opened whatever is wrong with it; gives the exit code: 0, or 1 when something is wrong. */
    public int examine(ApplicationContext context) {
        SettingsCheck settings = new SettingsCheck(
                context.getBean(SettingProblems.class).all(),
                context.getEnvironment().acceptsProfiles(Profiles.of("sandbox")));
        List<Section> sections = new ArrayList<>();
        sections.add(settings.section());
        Checkup checkup = new Checkup(context, settings, Clock.systemUTC(), InetAddress::getAllByName);
        sections.addAll(checkup.sections());
        return print(sections);
    }

    /** Tells why there is nothing to examine; gives the exit code. */
    public int tell(RuntimeException failure) {
        FailureAnalysis unforeseen = new FailureAnalysis(
                "The service cannot start (" + failure.getClass().getSimpleName() + ").",
                "Start it with these settings: it says more.",
                failure);
        return print(
                List.of(SettingsCheck.unreadable(StartFailure.describe(failure).orElse(unforeseen))));
    }

    private int print(List<Section> sections) {
        for (Section section : sections) {
            section.keys().forEach(out::println);
        }
        Table table = new Table(out);
        sections.forEach(table::print);
        List<Line> lines =
                sections.stream().flatMap(section -> section.lines().stream()).toList();
        long wrong = lines.stream().filter(Line::isWrong).count();
        long warnings = lines.stream().filter(Line::isWarning).count();
        out.println();
        out.println(wrong + " wrong, " + warnings + (warnings == 1 ? " warning." : " warnings.")
                + (wrong > 0 ? " docs/troubleshooting.md says more." : ""));
        return wrong > 0 ? FAILED : 0;
    }
}
