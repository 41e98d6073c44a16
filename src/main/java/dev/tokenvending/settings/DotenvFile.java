package dev.tokenvending.settings;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Reads the {@code .env} file of the working directory, if there is one; the real environment wins over it. */
class DotenvFile implements EnvironmentPostProcessor, Ordered {

    /** Boot tells {@code TOKEN_VENDING_DEADLINE} back into {@code token-vending.deadline} only under such a name. */
    static final String SOURCE = "dotenv-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    private final Path workingDirectory;

    DotenvFile() {
        this(Path.of("."));
    }

    DotenvFile(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> variables = new LinkedHashMap<>();
        try {
            Dotenv dotenv = Dotenv.configure()
                    .directory(workingDirectory.toString())
                    .ignoreIfMissing()
                    .load();
            for (DotenvEntry entry : dotenv.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
                variables.put(entry.getKey(), withoutSingleQuotes(entry.getValue()));
            }
        } catch (DotenvException e) {
            // The library's message quotes the line, which may hold a secret.
            throw new FailureAnalyzedException(
                    "The file .env in the working directory cannot be read, or has a line that is not NAME=value.",
                    "Correct the file or take it away. Example of a line: TD_REGION=eu. A value of several lines, such"
                            + " as a key, stands in double quotes; a line does not begin with export.");
        }
        environment
                .getPropertySources()
                .addAfter(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(SOURCE, variables));
    }

    /** The library knows double quotes only; other readers of such files take both. */
    private static String withoutSingleQuotes(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Before configuration files are looked for, so that {@code .env} can choose a profile. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }
}
