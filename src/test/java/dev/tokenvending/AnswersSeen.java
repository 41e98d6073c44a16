package dev.tokenvending;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Which operations and responses of {@code openapi.yaml} the tests have seen, a line each, for {@link AnswersSeenTests}. */
final class AnswersSeen {

    private static final Path FILE = Path.of(System.getProperty("project.basedir", "."), "target", "answers-seen.txt");
    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private AnswersSeen() {}

    /**
     * Notes a response.
     *
     * @param reference to it, among the document's components
     */
    static void note(JsonNode reference, String contentType) {
        note(line(reference.path("$ref").asString("").replaceFirst(".*/", ""), contentType));
    }

    static void note(String line) {
        if (NOTED.add(line)) {
            try {
                Files.createDirectories(FILE.getParent());
                Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static String line(String response, String contentType) {
        return (response + " " + contentType).strip();
    }

    static List<String> lines() throws IOException {
        try {
            return Files.readAllLines(FILE);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
