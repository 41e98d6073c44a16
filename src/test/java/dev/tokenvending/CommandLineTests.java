package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {

    @Test
    void parseWhenThereIsOfEverythingThenTakenApart() {
        assertThat(parse(
                        "one",
                        "--dry-run",
                        "--PORT=1",
                        "--to",
                        "x",
                        "two",
                        "--appconnect.app-ids=a=b\nc",
                        "--token-vending.encryption-keys[0].id=k"))
                .contains(new CommandLine(
                        List.of("one", "two"),
                        Map.of("--dry-run", "", "--to", "x"),
                        List.of("--PORT=1", "--appconnect.app-ids=a=b\nc", "--token-vending.encryption-keys[0].id=k")));
    }

    @Test
    void parseWhenValueStandsBehindASignThenTheSame() {
        assertThat(parse("--to=a=b")).contains(new CommandLine(List.of(), Map.of("--to", "a=b"), List.of()));
    }

    /** What is misspelt must not be left out: without its flag the command would do more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dryrun",
                "--dry-run=true",
                "--dry-run --dry-run",
                "--to",
                "--to=",
                "--to --dry-run",
                "--to x --to y",
                "--to x --to=y",
                "--other",
                "--other x",
                "--other=x",
                "--debug",
                "--",
                "--=x",
                "--PORT",
                "--server.port"
            })
    void parseWhenAnOptionIsNoneThenEmpty(String arguments) {
        assertThat(parse(arguments.split(" "))).isEmpty();
    }

    private static Optional<CommandLine> parse(String... arguments) {
        return CommandLine.parse(List.of(arguments), Set.of("--dry-run"), Set.of("--to"));
    }
}
