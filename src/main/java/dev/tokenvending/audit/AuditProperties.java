package dev.tokenvending.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit.
 *
 * @param overflow what happens to requests while audit entries cannot be written as fast as they come
 */
@ConfigurationProperties("token-vending.audit")
record AuditProperties(@DefaultValue("refuse") Overflow overflow) {}
