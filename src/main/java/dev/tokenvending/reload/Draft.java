package dev.tokenvending.reload;

import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.settings.SettingFile;
import dev.tokenvending.settings.Settings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read at one moment, good or not.
 *
 * @param configuration worth nothing when the settings have problems; its version stands for what all files said
 * @param file the config file, if there is one
 */
public record Draft(
        Settings settings,
        Configuration configuration,
        @Nullable ConfigFile file) {

    /** Whether there is any file it was read from. */
    boolean isFromFiles() {
        return file != null || !settings.files().isEmpty();
    }

    /** What all its files say now, one by one; a time stamp may stay the same, or change for nothing. */
    Fingerprint contentNow() {
        Map<SettingFile, Fingerprint> now = new HashMap<>();
        settings.files().keySet().forEach(setting -> now.put(setting, setting.fingerprint()));
        return all(file == null ? null : file.content().fingerprint(), now);
    }

    static Fingerprint all(@Nullable Fingerprint content, Map<SettingFile, Fingerprint> files) {
        StringBuilder all = new StringBuilder(String.valueOf(content));
        files.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(SettingFile::location)))
                .forEach(entry -> all.append('\n').append(entry.getKey()).append(entry.getValue()));
        return Fingerprint.of(all.toString());
    }
}
