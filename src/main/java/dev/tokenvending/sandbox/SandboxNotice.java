package dev.tokenvending.sandbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says at every start that this is a sandbox, and how to leave it. */
@Component
@ConditionalOnWebApplication
@Profile(Sandbox.PROFILE)
class SandboxNotice {

    static final String TEXT = """
        The sandbox is on. Its tokens are not real: Talkdesk itself will not take them.
        Five steps to real ones:
          1. Create an OAuth client with private_key_jwt at Talkdesk, or ask your administrator for one.
          2. Make a key pair by the command generate-key (README.md says how), register the public key with that
             client and keep the key id it gets.
          3. Set TD_ACCOUNT_NAME, TD_REGION, TD_CLIENT_ID, TD_KEY_ID and TD_PRIVATE_KEY.
          4. Set DEFAULT_USERNAME and DEFAULT_PASSWORD (16 characters or more).
          5. Start again without the profile sandbox.\
        """;

    private static final Logger log = LoggerFactory.getLogger(SandboxNotice.class);

    /** First, so that whatever tells the developer what to try next comes last. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void show() {
        log.warn(TEXT);
    }
}
