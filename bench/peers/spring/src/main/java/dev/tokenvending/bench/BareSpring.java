package dev.tokenvending.bench;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The framework's ceiling: Spring MVC on Tomcat answers a constant in JSON, and does nothing else. */
@SpringBootApplication
@RestController
public class BareSpring {

    private final Answer answer;

    BareSpring(@Value("${TOKEN}") String token) {
        answer = new Answer("app-user", token, "Bearer", 599, "visual-sessions:execute");
    }

    public static void main(String[] args) {
        SpringApplication.run(BareSpring.class, args);
    }

    @GetMapping("/token")
    Answer token() {
        return answer;
    }

    /** As long as the service's own. */
    record Answer(String identity, String token, String token_type, int expires_in, String scope) {}
}
