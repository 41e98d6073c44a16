package dev.tokenvending.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import dev.tokenvending.caller.Callers;
import dev.tokenvending.caller.CallersReader;
import dev.tokenvending.caller.KeySources;
import dev.tokenvending.caller.TestIssuer;
import dev.tokenvending.caller.TestIssuerKeys;
import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.net.InetAddress;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssuerCheckTests {

    private final TestIssuer issuer = TestIssuer.start();

    @AfterEach
    void close() {
        issuer.close();
    }

    private static Section check(String... settings) {
        Settings read = TestSettings.of(settings);
        Callers callers = CallersReader.read(read, new KeySources(System::nanoTime));
        assertThat(TestSettings.problems(read)).isEmpty();
        return new IssuerCheck(callers.issuerProbes().getFirst(), Clock.systemUTC(), InetAddress::getAllByName)
                .sections()
                .getFirst();
    }

    private Section check() {
        return check(issuer.settings(0, "customers"));
    }

    @Test
    void sectionsWhenKeysCanBeHadThenCountedByAlgorithm() {
        issuer.publishes(TestIssuerKeys.rsa(), TestIssuerKeys.ec("ec-1"));
        Section section = check();
        assertThat(section.title()).startsWith("Issuer customers, http://127.0.0.1:");
        assertThat(section.lines()).hasSize(1);
        assertThat(Printed.finding(section, "keys").toString()).startsWith("Right[text=2 keys, for ES256, PS256");
    }

    @Test
    void sectionsWhenNoKeyFitsThenBothSidesAreNamed() {
        issuer.publishes(TestIssuerKeys.ec("ec-1", Curve.P_521));
        assertThat(Printed.finding(check(), "keys"))
                .isInstanceOfSatisfying(
                        Wrong.class,
                        wrong -> assertThat(wrong.text())
                                .isEqualTo("1 key, for ES512. None fits what is set: ES256, RS256."));
    }

    @Test
    void sectionsWhenTheSetIsEmptyThenWrong() {
        issuer.publishes();
        assertThat(Printed.finding(check(), "keys")).isInstanceOf(Wrong.class);
    }

    @Test
    void sectionsWhenServerRefusesThenItsStatusAndNotItsWords() {
        issuer.answers(503, "c4nary\u001b[2J");
        Section section = check();
        assertThat(Printed.finding(section, "keys"))
                .isInstanceOfSatisfying(
                        Wrong.class, wrong -> assertThat(wrong.text()).isEqualTo("It answers 503."));
        assertThat(Printed.finding(section, "connection")).isInstanceOf(Right.class);
        assertThat(Printed.lines(section)).noneMatch(line -> line.contains("c4nary"));
    }

    @Test
    void sectionsWhenServerIsDownThenTheWayThereIsShown() {
        issuer.close();
        Section section = check();
        assertThat(Printed.finding(section, "connection")).isInstanceOf(Wrong.class);
        assertThat(Printed.finding(section, "keys")).isInstanceOf(NotTried.class);
    }

    @Test
    void sectionsWhenTheKeyIsSetThenNobodyIsAsked() {
        Section section = check(
                "token-vending.callers.issuers[0].name=backend",
                "token-vending.callers.issuers[0].issuer=backend",
                "token-vending.callers.issuers[0].audiences=us",
                "token-vending.callers.issuers[0].public-key=" + TestIssuerKeys.pem(TestIssuerKeys.ec("e")));
        assertThat(section.title()).isEqualTo("Issuer backend, a key of the settings");
        assertThat(Printed.finding(section, "keys")).isEqualTo(new Right("1 key, for ES256."));
    }
}
