package dev.tokenvending.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.installed.Reseal;
import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Warning;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import dev.tokenvending.store.Tables;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StoreCheckTests {

    private static Reseal.Count never() {
        throw new AssertionError("asked for");
    }

    private static Section section(Tables tables, Supplier<Reseal.Count> secrets) {
        return new StoreCheck(() -> tables, secrets).sections().getFirst();
    }

    private static Finding seals(int anew, int current, int broken) {
        return Printed.finding(
                section(new Tables.Usable(0), () -> new Reseal.Count(anew, current, broken)), "sealed secrets");
    }

    @Test
    void sectionsWhenDatabaseIsDownThenTheRestIsNotTried() {
        Section section = section(new Tables.Unreachable("PSQLException: Connection refused"), StoreCheckTests::never);
        assertThat(Printed.finding(section, "database"))
                .isInstanceOfSatisfying(
                        Wrong.class, wrong -> assertThat(wrong.text()).contains("Connection refused"));
        assertThat(Printed.finding(section, "tables")).isInstanceOf(NotTried.class);
        assertThat(Printed.finding(section, "sealed secrets")).isInstanceOf(NotTried.class);
    }

    @Test
    void sectionsWhenTablesAreAnotherProgramsThenWrong() {
        Section section = section(new Tables.Foreign("checksum mismatch"), StoreCheckTests::never);
        assertThat(Printed.finding(section, "database")).isInstanceOf(Right.class);
        assertThat(Printed.finding(section, "tables")).isInstanceOf(Wrong.class);
        assertThat(Printed.finding(section, "sealed secrets")).isInstanceOf(NotTried.class);
    }

    @Test
    void sectionsWhenTablesAreToBeMadeThenNothingIsMade() {
        Section section = section(new Tables.Usable(2), StoreCheckTests::never);
        assertThat(Printed.finding(section, "tables"))
                .isEqualTo(new Right("The server will bring them up to date: 2 step(s)."));
        assertThat(Printed.finding(section, "sealed secrets")).isInstanceOf(NotTried.class);
    }

    @Test
    void sectionsWhenSealsAreLookedAtThenCounted() {
        assertThat(seals(0, 3, 0)).isInstanceOf(Right.class);
        assertThat(seals(1, 3, 0)).isInstanceOf(Warning.class);
        assertThat(seals(1, 3, 2))
                .isInstanceOfSatisfying(
                        Wrong.class, wrong -> assertThat(wrong.text()).contains("2 cannot be opened"));
    }
}
