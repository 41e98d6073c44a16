package dev.tokenvending.reload;

import dev.tokenvending.core.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of {@code token-vending.config-file}: UTF-8 text of at most 1 MiB. */
record ConfigFile(String location) {

    static final int LONGEST = 1024 * 1024;

    /**
     * What the file holds.
     *
     * @param text all of it, empty when it cannot be read
     * @param problem why it cannot be read, as the end of the sentence "the setting …"; absent when it can
     */
    record Content(String text, @Nullable String problem) {

        Fingerprint fingerprint() {
            return Fingerprint.of(problem == null ? text : problem);
        }

        /** The file holds credentials. */
        @Override
        public String toString() {
            return "Content[" + fingerprint() + "]";
        }
    }

    Content content() {
        String path = location.startsWith("file:") ? location.substring("file:".length()) : location;
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                return unreadable("names a file of more than 1 MiB.");
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Content(
                    StandardCharsets.UTF_8.newDecoder().decode(buffer).toString(), null);
        } catch (NoSuchFileException e) {
            return unreadable("names a file that does not exist.");
        } catch (CharacterCodingException e) {
            return unreadable("names a file that is not UTF-8.");
        } catch (IOException | InvalidPathException e) {
            return unreadable(
                    "names a file that cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static Content unreadable(String problem) {
        return new Content("", problem);
    }
}
