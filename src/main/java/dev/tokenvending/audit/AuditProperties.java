package dev.tokenvending.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit.
 *
 * @param overflow what happens to requests while audit entries cannot be written as fast as they come
 * @param clientAddress how much of a client's IP address is written down
 * @param addressKey the key by which addresses are hashed, or file:/path of it
 */
@ConfigurationProperties("token-vending.audit")
record AuditProperties(
        @DefaultValue("refuse") Overflow overflow,
        @DefaultValue("full") AddressForm clientAddress,
        @Nullable String addressKey) {

    @Override
    public String toString() {
        return "AuditProperties[overflow=" + overflow + ", clientAddress=" + clientAddress + "]";
    }
}
