package dev.tokenvending;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/** The whole service over real HTTP as a mobile developer starts it: the sandbox, and no setting of one's own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "token-vending.deadline=6s")
@ActiveProfiles("sandbox")
public @interface SandboxApp {

    String CALLER = "app-user";
    String PASSWORD = "sandbox";
}
