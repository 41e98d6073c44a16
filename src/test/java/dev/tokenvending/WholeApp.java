package dev.tokenvending;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.test.context.ContextConfiguration;

/** The whole service over real HTTP, set up as in production, with {@link Talkdesk} behind it. All share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "talkdesk.accounts.acme.client-id=client-7f3a",
            "talkdesk.accounts.acme.key-id=key-7f3a",
            "token-vending.deadline=6s",
            "token-vending.default-app=example-app-ios",
            "token-vending.apps.example-app-ios.platform=ios",
            "token-vending.apps.sdk-page.response-format=text",
            "token-vending.apps.keys-only.callers=api-key",
            "token-vending.apps.example-app-ios.allowed-origins=https://default.example.com",
            "token-vending.apps.web-page.allowed-origins=https://app.example.com,http://localhost:5173",
            "token-vending.apps.web-keys.allowed-origins=https://app.example.com",
            "token-vending.apps.web-keys.callers=api-key",
            "token-vending.callers.basic[0].username=" + WholeApp.CALLER,
            "token-vending.callers.basic[0].password=" + WholeApp.PASSWORD,
            "token-vending.callers.basic[1].username=" + WholeApp.FOREIGN_CALLER,
            "token-vending.callers.basic[1].password=" + WholeApp.FOREIGN_PASSWORD,
            "OPS_USERNAME=" + WholeApp.OPERATOR,
            "OPS_PASSWORD=" + WholeApp.OPERATORS_PASSWORD,
        })
@ContextConfiguration(initializers = WholeApp.Upstream.class)
@Import(Sabotage.Wiring.class)
@ExtendWith(Talkdesk.class)
public @interface WholeApp {

    String CALLER = "app-user";
    String PASSWORD = "k7Qm2xV9pL4wZr8TbN3y";
    String FOREIGN_CALLER = "zażółć 電話";
    String FOREIGN_PASSWORD = "gęślą-jaźń-パスワード-9f2c";
    String OPERATOR = "operator";
    String OPERATORS_PASSWORD = "Hd5sJ9vR2nXq7cWm4KtB";

    /** Points the account at {@link Talkdesk}. */
    final class Upstream implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "talkdesk.accounts.acme.token-uri=" + Talkdesk.tokenUri(),
                            "talkdesk.accounts.acme.private-key=" + Talkdesk.PRIVATE_KEY)
                    .applyTo(context);
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }
}
