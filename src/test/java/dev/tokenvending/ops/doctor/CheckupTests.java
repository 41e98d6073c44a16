package dev.tokenvending.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.caller.Callers;
import dev.tokenvending.caller.CallersReader;
import dev.tokenvending.caller.KeySources;
import dev.tokenvending.caller.TestIssuerKeys;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import dev.tokenvending.policy.PoliciesReader;
import dev.tokenvending.policy.PolicyResources;
import dev.tokenvending.reload.Configurations;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import dev.tokenvending.talkdesk.TalkdeskId;
import dev.tokenvending.talkdesk.TestDoor;
import dev.tokenvending.vending.Vending;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;

/** An account whose name server hangs, beside an issuer that is well. */
class CheckupTests {

    private final StaticApplicationContext context = new StaticApplicationContext();
    private final TestDoor door = new TestDoor();
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void configure() {
        String key = Base64.getEncoder()
                .encodeToString(
                        TestAccounts.keyPair(KeyAlgorithm.ES256).getPrivate().getEncoded());
        Configurations configurations = new Configurations(
                TestSettings.environment(
                        "talkdesk.accounts.acme.account-name=acme",
                        "talkdesk.accounts.acme.client-id=client",
                        "talkdesk.accounts.acme.key-id=key",
                        "talkdesk.accounts.acme.private-key=" + key,
                        "token-vending.callers.issuers[0].name=backend",
                        "token-vending.callers.issuers[0].issuer=backend",
                        "token-vending.callers.issuers[0].audiences=us",
                        "token-vending.callers.issuers[0].public-key=" + TestIssuerKeys.pem(TestIssuerKeys.ec("e"))),
                CheckupTests::parts);
        configurations.open(configurations.read());
        context.getBeanFactory().registerSingleton("configurations", configurations);
    }

    private static Map<Class<?>, Object> parts(Settings settings) {
        Accounts accounts = Accounts.read(settings);
        Callers callers = CallersReader.read(settings, new KeySources(System::nanoTime));
        var policies = PoliciesReader.read(settings, Map.of(), new PolicyResources(System::nanoTime));
        return Map.of(
                Callers.class, callers, Vending.class, Vending.read(settings, accounts, policies, Set.of(), false));
    }

    @AfterEach
    void close() throws IOException {
        end.countDown();
        door.close();
        context.close();
    }

    private List<Section> sections(Duration limit) {
        SettingsCheck settings = new SettingsCheck(List.of(), false);
        return new Checkup(
                        context,
                        settings,
                        Clock.systemUTC(),
                        host -> {
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            throw new UnknownHostException(host);
                        },
                        limit)
                .sections();
    }

    @Test
    void sectionsWhenOneHangsThenItIsToldAndTheOthersAreThere() {
        context.getBeanFactory().registerSingleton("talkdeskId", door.talkdeskId);
        List<Section> sections = sections(Duration.ofSeconds(1));
        assertThat(sections.stream().map(Section::title))
                .containsExactly("Account acme", "Issuer backend, a key of the settings");
        assertThat(Printed.finding(sections.getFirst(), "everything"))
                .isEqualTo(new Wrong("Not done within 1 s.", "Try again."));
        assertThat(Printed.finding(sections.getLast(), "keys")).isInstanceOf(Right.class);
    }

    @Test
    void sectionsWhenACheckFailsItselfThenItsNameAlone() {
        assertThat(context.getBeanProvider(TalkdeskId.class).getIfAvailable()).isNull();
        List<Section> sections = sections(Duration.ofSeconds(20));
        assertThat(Printed.finding(sections.getFirst(), "everything"))
                .isInstanceOfSatisfying(
                        Wrong.class,
                        wrong -> assertThat(wrong.text())
                                .isEqualTo("The check itself has failed:"
                                        + " org.springframework.beans.factory.NoSuchBeanDefinitionException."));
        assertThat(Printed.finding(sections.getLast(), "keys")).isInstanceOf(Right.class);
    }
}
