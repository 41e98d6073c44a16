package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.TokenPolicy;
import dev.tokenvending.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.JsonNode;

/**
 * Policies that are beans, in the whole service: each app lists the one it is named after. They are no components, or
 * other tests that start the service would find them.
 */
@Timeout(120)
class PolicyBeansInServiceTests {

    private static final String AN_APP = "token-vending.apps.ios.platform=ios";
    private static final List<String> NAMES =
            List.of("lambda", "lazy", "factory", "narrowing", "wider", "refusing", "hanging", "failing", "silent");
    private static final String SCOPE = "visual-sessions:execute";

    private static ConfigurableApplicationContext service;
    private static int port;

    @BeforeAll
    static void start() {
        List<String> settings = new ArrayList<>(List.of(
                "token-vending.deadline=3s",
                "token-vending.policies.silent.mode=shadow",
                "sandbox.scopes=" + SCOPE + ",other"));
        NAMES.forEach(name -> settings.add("token-vending.apps.%s.policies=%s".formatted(name, name)));
        settings.add("token-vending.apps.class.policies=policyBeansInServiceTests.Granting");
        service = start(Beans.class, settings.toArray(String[]::new));
        port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        Beans.END.countDown();
        service.close();
    }

    /** However a bean is defined, its name makes it a policy. */
    @ParameterizedTest
    @ValueSource(strings = {"lambda", "class", "lazy", "factory"})
    void tokenWhenBeanGrantsThenGranted(String app) {
        assertThat(ask(app).status()).isEqualTo(200);
    }

    @Test
    void tokenWhenBeanNarrowsThenOfThatScopeAlone() {
        RawAnswer answer = ask("narrowing");
        assertThat(answer.json().path("scope").asString()).isEqualTo(SCOPE);
    }

    @ParameterizedTest
    @CsvSource({
        "refusing, not_before_noon",
        "hanging, policy_timeout",
        "failing, policy_failed",
        "wider, scope_not_of_app"
    })
    void tokenWhenBeanDoesNotGrantThenDeniedAndOnlyTheAuditKnowsWhy(String app, String reason) {
        try (AuditLines audit = AuditLines.open()) {
            RawAnswer answer = ask(app);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().path("code").asString()).isEqualTo("denied");
            assertThat(answer.body()).doesNotContain(reason, app, "c4nary");
            JsonNode entry = audit.about(requestId(app));
            assertThat(entry.path("reason").asString()).isEqualTo(reason);
            assertThat(entry.path("policies").path(0).path("policy").asString()).isEqualTo(app);
        }
    }

    @Test
    void tokenWhenBeanInShadowHangsThenGrantedAndAudited() {
        try (AuditLines audit = AuditLines.open()) {
            assertThat(ask("silent").status()).isEqualTo(200);
            JsonNode policy = audit.about(requestId("silent")).path("policies").path(0);
            assertThat(policy.path("mode").asString()).isEqualTo("shadow");
            assertThat(policy.path("reason").asString()).isEqualTo("policy_timeout");
        }
    }

    @Test
    void startWhenAppListsABeanByAnImpossibleNameThenRefused() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> start(Odd.class, "token-vending.apps.ios.policies=an odd name")
                        .close())
                .satisfies(refusal ->
                        assertThat(refusal.analysis().getDescription()).contains("token-vending.apps.ios.policies"));
    }

    @Test
    void startWhenPolicyHasTheNameOfABeanThenRefused() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> start(Odd.class, AN_APP, "token-vending.policies.even.rule=true")
                        .close())
                .satisfies(refusal ->
                        assertThat(refusal.analysis().getDescription()).contains("token-vending.policies.even"));
    }

    @Test
    void startWhenBeanCannotBeMadeThenItEnds() {
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> start(Broken.class, AN_APP).close())
                .withMessageContaining("broken");
    }

    private static RawAnswer ask(String app) {
        return Wire.get("/token/" + app)
                .as(SandboxApp.CALLER, SandboxApp.PASSWORD)
                .named(requestId(app))
                .to(port);
    }

    private static String requestId(String app) {
        return "bean-" + NAMES.indexOf(app);
    }

    private static ConfigurableApplicationContext start(Class<?> beans, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--spring.profiles.active=sandbox", "--server.port=0"));
        List.of(settings).forEach(setting -> arguments.add("--" + setting));
        return new SpringApplication(TokenVendingApplication.class, Granting.class, beans)
                .run(arguments.toArray(String[]::new));
    }

    static class Beans {

        static final CountDownLatch END = new CountDownLatch(1);

        @Bean
        TokenPolicy lambda() {
            return _ -> Decision.granted();
        }

        @Bean
        @Lazy
        Granting lazy() {
            return new Granting();
        }

        @Bean
        FactoryBean<TokenPolicy> factory() {
            return new FactoryBean<>() {
                @Override
                public TokenPolicy getObject() {
                    return _ -> Decision.granted();
                }

                @Override
                public Class<?> getObjectType() {
                    return TokenPolicy.class;
                }
            };
        }

        @Bean
        TokenPolicy narrowing() {
            return _ -> Decision.narrowed(Scope.parse(SCOPE).orElseThrow());
        }

        @Bean
        TokenPolicy wider() {
            return _ -> Decision.narrowed(Scope.parse("everything").orElseThrow());
        }

        @Bean
        TokenPolicy refusing() {
            return _ -> Decision.refused("not_before_noon");
        }

        @Bean
        TokenPolicy failing() {
            return _ -> {
                throw new IllegalStateException("c4nary");
            };
        }

        @Bean
        TokenPolicy hanging() {
            return _ -> hang();
        }

        @Bean
        TokenPolicy silent() {
            return _ -> hang();
        }

        private static Decision hang() {
            while (END.getCount() > 0) {
                try {
                    END.await();
                } catch (InterruptedException e) {
                    // Like code that was never meant to be interrupted.
                }
            }
            return Decision.granted();
        }
    }

    static class Granting implements TokenPolicy {

        @Override
        public Decision decide(PolicyInput input) {
            return Decision.granted();
        }
    }

    static class Odd {

        @Bean("an odd name")
        TokenPolicy odd() {
            return _ -> Decision.granted();
        }

        @Bean
        TokenPolicy even() {
            return _ -> Decision.granted();
        }
    }

    static class Broken {

        @Bean
        TokenPolicy broken() {
            throw new IllegalStateException("its licence has run out");
        }
    }
}
