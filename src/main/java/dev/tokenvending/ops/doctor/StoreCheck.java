package dev.tokenvending.ops.doctor;

import dev.tokenvending.accounts.installed.Reseal;
import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Warning;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import dev.tokenvending.store.StoreUnavailableException;
import dev.tokenvending.store.Tables;
import java.util.List;
import java.util.function.Supplier;

/** Looks at the database without changing it. */
record StoreCheck(Supplier<Tables> tables, Supplier<Reseal.Count> secrets) {

    static final String TITLE = "Database";

    private static final String DATABASE = "database";
    private static final String TABLES = "tables";
    private static final String SEALS = "sealed secrets";

    List<Section> sections() {
        return List.of(new Section(TITLE, lines()));
    }

    private List<Line> lines() {
        Line reached = new Line(DATABASE, new Right("It answers."));
        return switch (tables.get()) {
            case Tables.Unreachable(String why) ->
                List.of(
                        new Line(
                                DATABASE,
                                new Wrong(
                                        why,
                                        "Check DATABASE_URL or spring.datasource, and whether the database runs. H2 in"
                                                + " a file is open in one process alone: stop the server first.")),
                        new Line(TABLES, new NotTried("The database does not answer.")),
                        new Line(SEALS, new NotTried("The database does not answer.")));
            case Tables.Foreign(String why) ->
                List.of(
                        reached,
                        new Line(TABLES, new Wrong(why, "Use a database that no other program has changed.")),
                        new Line(SEALS, new NotTried("The tables are not this version's.")));
            case Tables.Usable(int pending)
            when pending > 0 ->
                List.of(
                        reached,
                        new Line(TABLES, new Right("The server will bring them up to date: " + pending + " step(s).")),
                        new Line(SEALS, new NotTried("The tables are not up to date yet.")));
            case Tables.Usable _ ->
                List.of(reached, new Line(TABLES, new Right("They are up to date.")), new Line(SEALS, seals()));
        };
    }

    private Finding seals() {
        try {
            Reseal.Count count = secrets.get();
            String text = count.current() + " by the first encryption key, " + count.anew() + " by another, "
                    + count.broken() + " cannot be opened.";
            if (count.broken() > 0) {
                return new Wrong(
                        text,
                        "Put the missing keys back into token-vending.encryption-keys; the command reseal --dry-run"
                                + " names them.");
            }
            return count.anew() == 0
                    ? new Right(text)
                    : new Warning(text, "Run the command reseal before you take an encryption key out.");
        } catch (StoreUnavailableException e) {
            return new Wrong("The database has stopped answering.", "Try again.");
        }
    }
}
