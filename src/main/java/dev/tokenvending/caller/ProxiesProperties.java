package dev.tokenvending.caller;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stands between clients and us.
 *
 * @param trustedProxies the addresses or networks of proxies whose {@code X-Forwarded-For} counts; none by default
 */
@ConfigurationProperties("token-vending")
record ProxiesProperties(@DefaultValue List<String> trustedProxies) {}
