package dev.tokenvending.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The YAML of a config file: one document, a mapping, without aliases. */
final class ConfigYaml {

    static final String SOURCE = "config-file";

    private static final int DEEPEST = 32;

    private ConfigYaml() {}

    /** What keeps the text from being taken, as the end of the sentence "the setting …"; null when nothing does. */
    static @Nullable String problemWith(String text) {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setCodePointLimit(ConfigFile.LONGEST);
        bounds.setNestingDepthLimit(DEEPEST);
        bounds.setAllowDuplicateKeys(false);
        // None at all: a few lines of them can stand for more than fits into memory.
        bounds.setMaxAliasesForCollections(0);
        try {
            Object settings = new Yaml(new SafeConstructor(bounds)).load(text);
            return settings instanceof Map<?, ?> map && !map.isEmpty() ? null : "names a file that holds no settings.";
        } catch (MarkedYAMLException e) {
            return e.getProblemMark() == null
                    ? "names a file that is not YAML."
                    : "names a file that is not YAML as it is taken here (one document, no aliases, no key twice):"
                            + " see its line "
                            + (e.getProblemMark().getLine() + 1) + ".";
        } catch (YAMLException e) {
            return "names a file that is not YAML as it is taken here: one document, no aliases, no key twice.";
        }
    }

    /** What a text {@linkplain #problemWith without problems} sets; Boot's own loader knows no bounds. */
    static EnumerablePropertySource<?> settings(String text) throws IOException {
        ByteArrayResource resource = new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
        return (EnumerablePropertySource<?>)
                new YamlPropertySourceLoader().load(SOURCE, resource).getFirst();
    }
}
