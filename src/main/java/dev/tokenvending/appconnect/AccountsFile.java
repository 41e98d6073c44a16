package dev.tokenvending.appconnect;

import dev.tokenvending.appconnect.Event.Head;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Customers from a partner's own store, one JSON object a line, each in the shape of an {@code app.installed} event. */
record AccountsFile(EventParser parser) {

    private static final int LONGEST_LINE = 256 * 1024;

    /**
     * What is in a file.
     *
     * @param problems {@code line: code}; nothing may be imported while there are any
     */
    record Content(List<Event.Imported> customers, List<String> problems) {}

    Content read(Path file) throws IOException {
        List<Event.Imported> customers = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    read(line, number, customers, problems);
                }
            }
        }
        return new Content(customers, problems);
    }

    private void read(String line, int number, List<Event.Imported> customers, List<String> problems) {
        try {
            if (line.length() > LONGEST_LINE) {
                throw new BadEventException("too_long");
            }
            if (parser.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof Event.Installed installed) {
                customers.add(imported(installed));
            } else {
                problems.add(number + ": not app.installed");
            }
        } catch (BadEventException e) {
            problems.add(number + ": " + e.getMessage());
        }
    }

    /** Under an id of its own: the event itself may still come, or be read again. */
    private static Event.Imported imported(Event.Installed it) {
        Head head = it.head();
        return new Event.Imported(
                new Head("import/" + head.id(), "import", head.appId(), head.createdAt()),
                it.customer(),
                it.links(),
                it.credentials());
    }
}
