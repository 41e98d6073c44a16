package dev.tokenvending.sandbox;

import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** The sandbox cannot open for a reason the operator can mend. */
final class SandboxStartException extends FailureAnalyzedException {

    private SandboxStartException(String problem, String action) {
        super(problem, action);
    }

    static SandboxStartException talkdeskSettingsFound(List<String> names) {
        return new SandboxStartException(
                "The profile 'sandbox' is active, and these settings point to a real Talkdesk:\n\n    - "
                        + String.join("\n    - ", names)
                        + "\n\nTalkdesk credentials are never used in the sandbox, nor sandbox tokens beside them.",
                """
                Either unset these settings (also in a .env file) to stay in the sandbox,
                or leave the profile 'sandbox' (SPRING_PROFILES_ACTIVE, spring.profiles.active) to use them.\
                """);
    }

    static SandboxStartException portTaken(int port, Throwable cause) {
        return new SandboxStartException(
                "The sandbox cannot listen on 127.0.0.1, port " + port + ": " + cause.getMessage(),
                "Stop what uses that port, choose another one by 'sandbox.port', or leave it out to take a free one.");
    }
}
