package dev.tokenvending.settings;

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

/** A file that holds the text of one setting, named as {@code file:/path}. */
public record SettingFile(String location) {

    private static final String PREFIX = "file:";
    private static final int LONGEST = 64 * 1024;

    static boolean isNamedBy(String value) {
        return value.startsWith(PREFIX);
    }

    /** Stands for what the file says now, or for why it cannot be read. */
    public Fingerprint fingerprint() {
        try {
            return Fingerprint.of(read());
        } catch (UnreadableException e) {
            return e.fingerprint();
        }
    }

    /**
     * The text of the file without surrounding white space.
     *
     * @throws UnreadableException with the reason
     */
    String read() throws UnreadableException {
        try (InputStream in = Files.newInputStream(Path.of(location.substring(PREFIX.length())))) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new UnreadableException("names a file of more than 64 KiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
            if (text.isEmpty()) {
                throw new UnreadableException("names an empty file");
            }
            return text;
        } catch (NoSuchFileException e) {
            throw new UnreadableException("names a file that does not exist");
        } catch (CharacterCodingException e) {
            throw new UnreadableException("names a file that is not text");
        } catch (IOException | InvalidPathException e) {
            throw new UnreadableException(
                    "names a file that cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The file cannot serve; the message completes the sentence "the setting …". */
    static final class UnreadableException extends Exception {
        UnreadableException(String message) {
            super(message);
        }

        Fingerprint fingerprint() {
            return Fingerprint.of(String.valueOf(getMessage()));
        }
    }
}
