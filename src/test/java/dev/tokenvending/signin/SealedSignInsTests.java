package dev.tokenvending.signin;

import static dev.tokenvending.signin.SignedInTokensTests.assertVended;
import static dev.tokenvending.signin.TestSignIns.ANNA;
import static dev.tokenvending.signin.TestSignIns.BERT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.installed.TestReseal;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Outcome.SignInRequired;
import dev.tokenvending.core.Reuse;
import dev.tokenvending.store.Seals;
import dev.tokenvending.store.TestDatabase;
import dev.tokenvending.store.TestSeals;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sign-ins whose keys change. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@Timeout(120)
class SealedSignInsTests {

    /** By the old key alone, by both, and by the new key alone. */
    private final List<Seals> seals = TestSeals.rotation("2027", "2028");

    private final TestSignIns world;
    private final SealedSignIns rows;

    SealedSignInsTests(TestDatabase database) {
        world = new TestSignIns(database, seals.getFirst());
        rows = new SealedSignIns(world.store, world.signIns);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void resealWhenSealedByAnotherKeyThenTheNewOneAloneOpensThem() {
        world.signIn(ANNA, "r1-c4nary");
        world.signIn(BERT, "r2-c4nary");
        world.instance().tokens().token(world.wish());
        assertThat(reseal(true).lines())
                .containsExactly("2 would be sealed anew, 0 already by 2028, 0 cannot be opened");
        assertThat(reseal(false).lines()).first().isEqualTo("2 sealed anew, 0 already by 2028, 0 cannot be opened");
        assertThat(reseal(false).lines()).first().isEqualTo("0 sealed anew, 2 already by 2028, 0 cannot be opened");

        SignedInTokens tokens = world.instance(seals.getLast()).tokens();
        assertVended(tokens.token(world.wish()).outcome(), "t1", true);
        tokens.token(world.wish(ANNA, TestSignIns.app(Reuse.NEVER), "a b"));
        assertThat(world.calls.getLast().refreshToken()).isEqualTo("r1-c4nary");
        tokens.token(world.wish(BERT, TestSignIns.app(), "a b"));
        assertThat(world.calls.getLast().refreshToken()).isEqualTo("r2-c4nary");
    }

    @Test
    void resealWhenNotDoneThenTheNewKeyAloneDoesNotOpenThem() {
        world.signIn(ANNA, "r1");
        assertThat(world.instance(seals.getLast()).tokens().token(world.wish()).outcome())
                .isEqualTo(new SignInRequired("seal_unknown_key"));
    }

    @Test
    void resealWhenOneCannotBeOpenedThenToldWhichAndNothingOfIt() {
        world.signIn(ANNA, "r1");
        world.signIn(BERT, "r2");
        SealedSignIn bert = rows.find(rows.after(null).getFirst()).orElseThrow();
        world.update("update sign_in set refresh_token = 'no seal' where id = ?", bert.id());
        assertThat(reseal(false).lines())
                .contains("1 sealed anew, 0 already by 2028, 1 cannot be opened")
                .contains("Sign-in of caller " + bert.whom().callerSha256()
                        + " for app agents, sealed by key none: malformed");
    }

    @Test
    void afterWhenThereAreMoreThanAPageThenAllAreSealed() {
        int all = SealedSignIns.PAGE + 1;
        for (int i = 0; i < all; i++) {
            world.signIn(new Caller(CallerKind.ISSUER, "idp", "user-" + i), "r");
        }
        assertThat(reseal(false).lines())
                .first()
                .isEqualTo(all + " sealed anew, 0 already by 2028, 0 cannot be opened");
    }

    @Test
    void replaceWhenRenewedMeanwhileThenWhatIsThereStays() throws Exception {
        world.signIn(ANNA, "r1");
        SealedSignIn read = rows.after(null).getFirst();
        world.instance().tokens().token(world.wish());
        SealedSignIn renewed = rows.find(read).orElseThrow();
        assertThat(rows.replace(read, read.anew(seals.get(1)))).isFalse();
        assertThat(rows.find(read)).contains(renewed);
        assertThat(rows.replace(renewed, renewed.anew(seals.get(1)))).isTrue();
    }

    @Test
    void findWhenSignedInAnewMeanwhileThenNone() throws Exception {
        world.signIn(ANNA, "r1");
        SealedSignIn read = rows.after(null).getFirst();
        world.signIn(ANNA, "r2");
        assertThat(rows.find(read)).isEmpty();
        assertThat(rows.replace(read, read.anew(seals.get(1)))).isFalse();
    }

    private String reseal(boolean dryRun) {
        String said = TestReseal.run(seals.get(1), dryRun, rows);
        assertThat(said).doesNotContain("c4nary");
        return said;
    }
}
