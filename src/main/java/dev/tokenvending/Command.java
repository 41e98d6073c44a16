package dev.tokenvending;

import dev.tokenvending.accounts.installed.Reseal;
import dev.tokenvending.appconnect.CustomerImport;
import dev.tokenvending.appconnect.EventRefetch;
import dev.tokenvending.core.CommandEnded;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.BeansException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What the jar does in place of serving, by the service's own settings. */
enum Command {
    IMPORT_ACCOUNTS(
            CustomerImport.NAME,
            "FILE [" + CustomerImport.DRY_RUN + "]",
            1,
            CustomerImport.DRY_RUN,
            "",
            CustomerImport.class) {
        @Override
        int run(ApplicationContext context, CommandLine line, PrintStream out, PrintStream err) {
            boolean dryRun = line.options().containsKey(CustomerImport.DRY_RUN);
            return context.getBean(CustomerImport.class).run(line.words().getFirst(), dryRun, out, err);
        }
    },

    REFETCH_EVENT(
            EventRefetch.NAME,
            "APP EVENT [" + EventRefetch.INSTALLATION + " ID]",
            2,
            "",
            EventRefetch.INSTALLATION,
            EventRefetch.class) {
        @Override
        int run(ApplicationContext context, CommandLine line, PrintStream out, PrintStream err) {
            return context.getBean(EventRefetch.class)
                    .run(
                            line.words().getFirst(),
                            line.words().getLast(),
                            line.options().get(EventRefetch.INSTALLATION),
                            out,
                            err);
        }
    },

    /** Also without customers: whoever has a database has secrets in it. */
    RESEAL(Reseal.NAME, "[" + Reseal.DRY_RUN + "]", 0, Reseal.DRY_RUN, "", Reseal.class) {
        @Override
        int run(ApplicationContext context, CommandLine line, PrintStream out, PrintStream err) {
            return context.getBean(Reseal.class).run(line.options().containsKey(Reseal.DRY_RUN), out, err);
        }
    };

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final String word;
    private final String usage;
    private final int words;
    private final String flag;
    private final String valued;
    private final Class<?> worker;

    /**
     * @param words how many there have to be
     * @param flag the option without a value
     * @param valued the option with one
     * @param worker who does it, absent as a bean where there is nothing to do it on
     */
    Command(String word, String usage, int words, String flag, String valued, Class<?> worker) {
        this.word = word;
        this.usage = usage;
        this.words = words;
        this.flag = flag;
        this.valued = valued;
        this.worker = worker;
    }

    static Optional<Command> named(String word) {
        return Stream.of(values()).filter(it -> it.word.equals(word)).findFirst();
    }

    abstract int run(ApplicationContext context, CommandLine line, PrintStream out, PrintStream err);

    /**
     * Runs it; gives the exit code: 0, 1 when it has failed, 2 when the arguments are none it takes.
     *
     * @param arguments its own, and settings as the service takes them
     * @throws RuntimeException when the settings do not serve, which has been told then
     */
    int run(List<String> arguments, PrintStream out, PrintStream err) {
        Optional<CommandLine> line = CommandLine.parse(arguments, Set.of(flag), Set.of(valued))
                .filter(it -> it.words().size() == words);
        if (line.isEmpty()) {
            err.println("Usage: java -jar talkdesk-token-vending.jar " + word + " " + usage + " [--SETTING=VALUE ...]");
            return USAGE;
        }
        try (ConfigurableApplicationContext context =
                CommandContext.open(line.get().settings())) {
            if (context.getBeanNamesForType(worker, true, false).length > 0) {
                int exitCode = work(context, line.get(), out, err);
                context.publishEvent(new CommandEnded(word, exitCode));
                return exitCode;
            }
            err.println(
                    this == RESEAL
                            ? "Neither appconnect.app-ids nor signin.redirect-uri is set: without them there is no"
                                    + " database."
                            : "appconnect.app-ids is not set: without it there are no customers.");
            return FAILED;
        }
    }

    private int work(ApplicationContext context, CommandLine line, PrintStream out, PrintStream err) {
        try {
            return run(context, line, out, err);
        } catch (BeansException e) {
            // Without its message, which may quote what it was given.
            err.println("A part of the service cannot be made (" + e.getClass().getSimpleName()
                    + "). The service says more when it is started with these settings.");
            return FAILED;
        } catch (RuntimeException e) {
            err.println("The command has failed (" + e.getClass().getSimpleName() + ").");
            return FAILED;
        }
    }
}
