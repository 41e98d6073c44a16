package dev.tokenvending.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SandboxNoticeTests {

    @Test
    void showWhenReadyThenNamesTheWayToRealTokens(CapturedOutput output) {
        new SandboxNotice().show();
        assertThat(output)
                .contains("Talkdesk itself will not take them")
                .contains("private_key_jwt", "generate-key", "register the public key")
                .contains("TD_ACCOUNT_NAME", "TD_REGION", "TD_CLIENT_ID", "TD_KEY_ID", "TD_PRIVATE_KEY")
                .contains("DEFAULT_USERNAME", "DEFAULT_PASSWORD", "without the profile sandbox");
    }
}
