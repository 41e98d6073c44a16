package dev.tokenvending.signin;

import static dev.tokenvending.signin.TestSignIns.ANNA;
import static dev.tokenvending.signin.TestSignIns.BERT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.store.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class SignInCodesTests {

    private static final AppId AGENTS = new AppId("agents");
    private static final Granted GRANTED = new Granted("acme", "user-1", "sid-c4nary", "a b", "refresh-c4nary");

    private final TestSignIns world;

    SignInCodesTests(TestDatabase database) {
        world = new TestSignIns(database);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void takeWhenThereThenAsItWasAndOnlyOnce() {
        OneTime code = add(ANNA);
        assertThat(take(code, ANNA)).contains(GRANTED);
        assertThat(take(code, ANNA)).isEmpty();
    }

    @Test
    void takeWhenTalkdeskHasToldNothingOfTheUserThenThatIsKept() {
        OneTime code = OneTime.fresh();
        Granted unknown = new Granted("acme", null, null, "a b", "r");
        add(code, ANNA, unknown);
        assertThat(take(code, ANNA)).contains(unknown);
    }

    @Test
    void takeWhenTimeIsUpThenNoneAndItIsGone() {
        OneTime code = add(ANNA);
        OneTime other = add(ANNA);
        world.clock.advance(SignInCodes.LIFE.minusMillis(1));
        assertThat(take(other, ANNA)).isPresent();
        world.clock.advance(Duration.ofMillis(1));
        assertThat(take(code, ANNA)).isEmpty();
        assertThat(world.rows("sign_in_code")).isZero();
    }

    @Test
    void takeWhenAnotherCallerBringsItThenNobodyHasIt() {
        OneTime code = add(ANNA);
        assertThat(take(code, BERT)).isEmpty();
        assertThat(take(code, ANNA)).isEmpty();
    }

    @Test
    void takeWhenBroughtForAnotherAppThenNobodyHasIt() {
        OneTime code = add(ANNA);
        Optional<Granted> elsewhere =
                world.within(jdbc -> world.codes.take(jdbc, code, SignInFor.of(ANNA, new AppId("other"))));
        assertThat(elsewhere).isEmpty();
        assertThat(take(code, ANNA)).isEmpty();
    }

    @Test
    void takeWhenTwoTakeItAtOnceThenOneHasIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            OneTime code = add(ANNA);
            assertThat(PendingSignInsTests.atOnce(() -> take(code, ANNA)))
                    .as("round %s", round)
                    .isEqualTo(1);
        }
    }

    @Test
    void takeWhenTheContentIsAnotherRowsThenNone() {
        OneTime anna = add(ANNA);
        OneTime bert = add(BERT);
        world.update(
                "update sign_in_code set content = (select other.content from sign_in_code other where"
                        + " other.code_sha256 = ?) where code_sha256 = ?",
                bert.sha256(),
                anna.sha256());
        assertThat(take(anna, ANNA)).isEmpty();
        assertThat(take(bert, BERT)).isPresent();
    }

    @Test
    void forgetWhenToldThenThoseOfThatCaller() {
        OneTime anna = add(ANNA);
        OneTime bert = add(BERT);
        world.within(jdbc -> {
            world.codes.forget(jdbc, SignInFor.of(ANNA, AGENTS));
            return true;
        });
        assertThat(take(anna, ANNA)).isEmpty();
        assertThat(take(bert, BERT)).isPresent();
    }

    @Test
    void tidyWhenSomeAreOverThenThoseAreGone() {
        add(ANNA);
        world.clock.advance(Duration.ofSeconds(1));
        OneTime later = add(ANNA);
        world.clock.advance(SignInCodes.LIFE.minusSeconds(1));
        world.desk.tidy();
        assertThat(world.rows("sign_in_code")).isEqualTo(1);
        assertThat(take(later, ANNA)).isPresent();
    }

    @Test
    void addWhenStoredThenNothingOfItCanBeRead() {
        OneTime code = add(ANNA);
        assertThat(world.text("sign_in_code")).contains(code.sha256()).doesNotContain(code.value(), "c4nary");
        assertThat(GRANTED).asString().doesNotContain("c4nary");
    }

    private OneTime add(Caller caller) {
        OneTime code = OneTime.fresh();
        add(code, caller, GRANTED);
        return code;
    }

    private void add(OneTime code, Caller caller, Granted granted) {
        world.within(jdbc -> {
            world.codes.add(jdbc, code, SignInFor.of(caller, AGENTS), granted);
            return true;
        });
    }

    private Optional<Granted> take(OneTime code, Caller caller) {
        return world.within(jdbc -> world.codes.take(jdbc, code, SignInFor.of(caller, AGENTS)));
    }
}
