package dev.tokenvending.accounts.installed;

import dev.tokenvending.store.SealedTable;
import dev.tokenvending.store.Seals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command, over one table of another room. */
public final class TestReseal {

    private TestReseal() {}

    /** All that it says. */
    public static String run(Seals seals, boolean dryRun, SealedTable<?> table) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        new Reseal(seals, List.of(table)).run(dryRun, print, print);
        return said.toString(StandardCharsets.UTF_8);
    }
}
