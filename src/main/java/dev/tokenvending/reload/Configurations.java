package dev.tokenvending.reload;

import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.ConfigurationEvent;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The configuration in force. Another one takes its place only when all of it is good; until then, and when the other one
 * turns out to be wrong, the present one stays.
 */
public final class Configurations {

    private static final Logger log = LoggerFactory.getLogger(Configurations.class);

    private final FileSettings source;
    private final Function<Settings, Map<Class<?>, Object>> reader;
    private volatile @Nullable Configuration current;
    private volatile @Nullable Draft lastRead;
    private volatile List<String> problems = List.of();

    /** @param reader makes the parts of a configuration, and notes with the settings what is wrong with them */
    public Configurations(ConfigurableEnvironment environment, Function<Settings, Map<Class<?>, Object>> reader) {
        this.source = new FileSettings(environment);
        this.reader = reader;
    }

    /** Reads everything anew; nothing comes into force by that. */
    public Draft read() {
        Optional<ConfigFile> file = source.file();
        ConfigFile.@Nullable Content content = file.map(ConfigFile::content).orElse(null);
        Settings settings = source.read(content);
        Map<Class<?>, Object> parts = reader.apply(settings);
        Fingerprint fingerprint = content == null ? null : content.fingerprint();
        Fingerprint version = Draft.all(fingerprint, settings.files());
        return new Draft(settings, new Configuration(version, parts), file.orElse(null));
    }

    /** Puts the first configuration into force. */
    public void open(Draft good) {
        lastRead = good;
        current = good.configuration();
    }

    public Configuration current() {
        return Objects.requireNonNull(current, "No configuration is in force yet");
    }

    /** What is wrong with the configuration that was read last; empty when it is the one in force. */
    List<String> problems() {
        return problems;
    }

    /** Whether there is any file to watch. */
    boolean areFromFiles() {
        return lastRead().isFromFiles();
    }

    /** What the files said when they were last read. */
    Fingerprint contentThen() {
        return lastRead().configuration().version();
    }

    /** What the files say now. */
    Fingerprint contentNow() {
        return lastRead().contentNow();
    }

    /** Reads everything anew, and puts it into force if all of it is good. */
    synchronized ConfigurationEvent reload() {
        try {
            Draft draft = read();
            lastRead = draft;
            draft.settings().refuseProblems();
            problems = List.of();
            current = draft.configuration();
            return new ConfigurationEvent.Replaced(current().version());
        } catch (SettingsException e) {
            problems = e.problems();
        } catch (RuntimeException e) {
            // A defect of ours. Without its message, which may quote a key or a password.
            StackTraceElement[] frames = e.getStackTrace();
            log.error(
                    "The configuration could not be read: {} at {}",
                    e.getClass().getName(),
                    frames.length == 0 ? "an unknown place" : frames[0]);
            problems = List.of("The configuration could not be read; the log says why.");
        }
        return new ConfigurationEvent.Refused(current().version(), problems);
    }

    private Draft lastRead() {
        return Objects.requireNonNull(lastRead, "No configuration is in force yet");
    }
}
