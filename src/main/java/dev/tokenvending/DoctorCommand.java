package dev.tokenvending;

import dev.tokenvending.ops.doctor.Doctor;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code doctor}: unlike the other commands it begins where the settings end a start. */
final class DoctorCommand {

    private static final int USAGE = 2;

    private DoctorCommand() {}

    /**
     * Runs it; gives the exit code: 0, 1 when something is wrong, 2 when the arguments are none it takes.
     *
     * @param arguments settings as the service takes them
     */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Optional<CommandLine> line = CommandLine.parse(arguments, Set.of(), Set.of())
                .filter(it -> it.words().isEmpty());
        if (line.isEmpty()) {
            err.println("Usage: java -jar talkdesk-token-vending.jar " + Doctor.NAME + " [--SETTING=VALUE ...]");
            return USAGE;
        }
        Doctor doctor = new Doctor(out);
        try (ConfigurableApplicationContext context =
                CommandContext.openAnyway(line.get().settings())) {
            return doctor.examine(context);
        } catch (RuntimeException e) {
            return doctor.tell(e);
        }
    }
}
