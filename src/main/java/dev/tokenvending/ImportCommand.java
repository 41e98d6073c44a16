package dev.tokenvending;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.installed.Credentials;
import dev.tokenvending.accounts.installed.Installations;
import dev.tokenvending.appconnect.CustomerImport;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.store.Store;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/** Runs {@link CustomerImport} by the service's own settings, without opening a door. */
final class ImportCommand {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private ImportCommand() {}

    /** What of the service it needs; not a component, so that the service does not find it. */
    @ComponentScan({"dev.tokenvending.store", "dev.tokenvending.accounts.installed"})
    static class Parts {}

    /** @param arguments the file, {@code --dry-run} if wished, and settings as the service takes them */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<String> files =
                arguments.stream().filter(word -> !word.startsWith("--")).toList();
        if (files.size() != 1) {
            err.println("Usage: java -jar talkdesk-token-vending.jar " + CustomerImport.NAME + " FILE ["
                    + CustomerImport.DRY_RUN + "]");
            return USAGE;
        }
        String[] settings = arguments.stream()
                .filter(word -> word.startsWith("--") && !word.equals(CustomerImport.DRY_RUN))
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = context(settings)) {
            return context.getBean(AppConnectApps.class).isOn()
                    ? importOf(context).run(files.getFirst(), arguments.contains(CustomerImport.DRY_RUN), out, err)
                    : off(err);
        }
    }

    private static ConfigurableApplicationContext context(String[] settings) {
        return new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("clock", Clock.systemUTC());
                    Ticker ticker = System::nanoTime;
                    context.getBeanFactory().registerSingleton("ticker", ticker);
                })
                .run(settings);
    }

    private static CustomerImport importOf(ConfigurableApplicationContext context) {
        return new CustomerImport(
                context.getBean(Store.class),
                context.getBean(Installations.class),
                context.getBean(Credentials.class),
                context.getBean(AppConnectApps.class),
                context.getBean(Clock.class));
    }

    private static int off(PrintStream err) {
        err.println("appconnect.app-ids is not set: without it there are no customers.");
        return FAILED;
    }
}
