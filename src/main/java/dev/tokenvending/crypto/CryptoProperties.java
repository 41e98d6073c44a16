package dev.tokenvending.crypto;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By whom signatures are made and verified.
 *
 * @param crypto {@code fastest}: by the fastest provider that the platform carries; {@code jdk}: by the JDK alone
 */
@ConfigurationProperties("token-vending")
record CryptoProperties(@DefaultValue("fastest") Choice crypto) {

    /** Whom to choose from. */
    enum Choice {
        FASTEST,
        JDK
    }
}
