package dev.tokenvending.signin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The budget that all requests have.
 *
 * @param deadline when a request ends at the latest, whatever Talkdesk does
 */
@ConfigurationProperties("token-vending")
record DeadlineProperties(@DefaultValue("20s") Duration deadline) {}
