package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    private static final Path DECISION =
            Path.of(System.getProperty("project.basedir", ".."), "docs/decisions/0001-rooms-and-arrows.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|.*\\|(.*)\\|$");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private final ApplicationModules rooms = ApplicationModules.of(TokenVendingApplication.class);

    @Test
    void roomsImportOnlyWhatTheyMay() {
        rooms.verify();
    }

    @Test
    void decisionWhenReadThenItsTableIsThatOfTheRooms() throws IOException {
        Map<String, Set<String>> documented = ROW.matcher(Files.readString(DECISION))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> NAME.matcher(row.group(2))
                                .results()
                                .map(name -> name.group(1))
                                .collect(Collectors.toCollection(TreeSet::new))));
        Map<String, Set<String>> real = rooms.stream()
                .collect(Collectors.toMap(
                        room -> room.getIdentifier().toString(),
                        room -> imports(room.getBasePackage().getName()),
                        (_, _) -> Set.of(),
                        TreeMap::new));
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(real);
    }

    /** Those of a room within a room are the outer one's. */
    private static Set<String> imports(String room) {
        try {
            ApplicationModule module = Class.forName(room + ".package-info").getAnnotation(ApplicationModule.class);
            // Without one a room may import any, or as core none, see the decision.
            return module == null
                    ? Set.of()
                    : Stream.of(module.allowedDependencies())
                            .map(name -> name.replaceFirst(" .*", ""))
                            .collect(Collectors.toCollection(TreeSet::new));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(Objects.requireNonNull(e.getMessage()), e);
        }
    }
}
