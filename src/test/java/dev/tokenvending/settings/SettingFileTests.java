package dev.tokenvending.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingFileTests {

    private static final int LARGEST = 64 * 1024;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"file:/a, true", "file:a, true", "file:, true", "/a, false", "' file:/a', false", "FILE:/a, false"})
    void isNamedByWhenValueBeginsSoThenTrue(String value, boolean named) {
        assertThat(SettingFile.isNamedBy(value)).isEqualTo(named);
    }

    @Test
    void readWhenFileHoldsTextThenWithoutSpaceAroundIt() throws Exception {
        assertThat(read("\r\n  über \n zwei Zeilen \n\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("über \n zwei Zeilen");
    }

    @Test
    void readWhenFileIsAsLargeAsAllowedThenRead() throws Exception {
        byte[] bytes = new byte[LARGEST];
        Arrays.fill(bytes, (byte) 'a');
        assertThat(read(bytes)).hasSize(LARGEST);
    }

    @Test
    void readWhenFileIsLargerThenRefused() {
        byte[] bytes = new byte[LARGEST + 1];
        Arrays.fill(bytes, (byte) 'a');
        assertRefused(bytes, "names a file of more than 64 KiB");
    }

    @Test
    void readWhenFileIsEmptyOrBlankThenRefused() {
        assertRefused(new byte[0], "names an empty file");
        assertRefused(" \n".getBytes(StandardCharsets.UTF_8), "names an empty file");
    }

    @Test
    void readWhenFileIsNoTextThenRefused() {
        assertRefused(new byte[] {'a', (byte) 0xC3, (byte) 0x28, (byte) 0xFF}, "names a file that is not text");
    }

    @Test
    void readWhenFileIsMissingThenRefused() {
        assertRefused("file:" + directory.resolve("missing"), "names a file that does not exist");
        assertRefused("file:" + directory.resolve("no/such/directory"), "names a file that does not exist");
    }

    @Test
    void readWhenFileIsADirectoryThenRefused() {
        assertRefused("file:" + directory, "names a file that cannot be read (IOException)");
    }

    @Test
    void readWhenPathIsNoneThenRefused() {
        assertRefused("file:\u0000", "names a file that cannot be read (InvalidPathException)");
        assertRefused("file:", "names a file that cannot be read (IOException)");
    }

    private String read(byte[] content) throws IOException, SettingFile.UnreadableException {
        Path file = Files.write(directory.resolve("file"), content);
        return new SettingFile("file:" + file).read();
    }

    private void assertRefused(byte[] content, String message) {
        assertThatExceptionOfType(SettingFile.UnreadableException.class)
                .isThrownBy(() -> read(content))
                .withMessage(message);
    }

    private static void assertRefused(String location, String message) {
        assertThatExceptionOfType(SettingFile.UnreadableException.class)
                .isThrownBy(() -> new SettingFile(location).read())
                .withMessage(message);
    }
}
