package dev.tokenvending.signin;

import dev.tokenvending.SandboxApp;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service over real HTTP with apps of signed-in users, and the sandbox behind it. No browser follows its redirect
 * URI; {@link TestWay} does. All share one context.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "token-vending.deadline=6s",
            "signin.redirect-uri=" + SignInApp.REDIRECT_URI,
            "appconnect.app-ids=app-1",
            "token-vending.apps.agents.grant-type=authorization_code",
            "token-vending.apps.agents.return-to=" + SignInApp.AGENTS,
            "token-vending.apps.agents.callers=issuer:customers,issuer:partners",
            "token-vending.apps.desk.grant-type=authorization_code",
            "token-vending.apps.desk.return-to=" + SignInApp.DESK,
            "token-vending.apps.desk.callers=issuer:customers",
            "token-vending.apps.tenants.grant-type=authorization_code",
            "token-vending.apps.tenants.return-to=" + SignInApp.AGENTS,
            "token-vending.apps.tenants.callers=issuer:customers",
            "token-vending.apps.tenants.account-claim=tenant",
            "token-vending.apps.tenants.account-issuers=customers",
            "token-vending.apps.machines.platform=ios",
            "token-vending.callers.basic[0].username=" + SandboxApp.CALLER,
            "token-vending.callers.basic[0].password=" + SandboxApp.PASSWORD,
        })
@ActiveProfiles("sandbox")
@ContextConfiguration(initializers = SignInApp.Issuers.class)
@interface SignInApp {

    String REDIRECT_URI = "http://127.0.0.1:8080/authorization/callback";
    String AGENTS = "https://app.example.com/signed-in";
    String DESK = "https://desk.example.com/?from=us";

    /** Whose callers may sign in. */
    final class Issuers implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(TestCaller.settings()).applyTo(context);
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }
}
