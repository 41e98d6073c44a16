package dev.tokenvending;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service for a command: the same settings, checked as ever, and the same beans, those of the operator's own jar
 * included. No door opens and no timer runs, and a bean is made when somebody asks for it.
 */
final class CommandContext {

    private static final String REPORTER = "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

    private CommandContext() {}

    /**
     * Opens it.
     *
     * @param settings as the service takes them, {@code --name=value}
     */
    static ConfigurableApplicationContext open(List<String> settings) {
        // What a command has to say it says itself; whoever sets another level gets that.
        return builder().properties("logging.level.root=warn").run(settings.toArray(String[]::new));
    }

    /**
     * Opens it whatever is wrong with the settings, and logs nothing: what is wrong can be had as a bean.
     *
     * @throws RuntimeException when they cannot even be read
     */
    static ConfigurableApplicationContext openAnyway(List<String> settings) {
        SpringApplicationBuilder builder = builder().properties("logging.level.root=off");
        SpringApplication application = builder.application();
        application.setInitializers(application.getInitializers().stream()
                .map(it -> it instanceof SettingsGate ? new SettingsGate(false) : it)
                .toList());
        if (LoggerFactory.getLogger(REPORTER) instanceof Logger reporter) {
            // Some failures come before the levels of the settings are in force.
            reporter.setLevel(Level.OFF);
        }
        return builder.run(settings.toArray(String[]::new));
    }

    private static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(TokenVendingApplication.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false);
    }
}
