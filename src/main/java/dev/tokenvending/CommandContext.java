package dev.tokenvending;

import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service for a command: the same settings, checked as ever, and the same beans, those of the operator's own jar
 * included. No door opens and no timer runs, and a bean is made when somebody asks for it.
 */
final class CommandContext {

    private CommandContext() {}

    /**
     * Opens it.
     *
     * @param settings as the service takes them, {@code --name=value}
     */
    static ConfigurableApplicationContext open(List<String> settings) {
        return new SpringApplicationBuilder(TokenVendingApplication.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                // What a command has to say it says itself; whoever sets another level gets that.
                .properties("logging.level.root=warn")
                .run(settings.toArray(String[]::new));
    }
}
