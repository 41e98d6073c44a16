package dev.tokenvending.sandbox;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * Settings of the sandbox.
 *
 * @param port port of the sandbox's Talkdesk ID on 127.0.0.1; 0 takes a free one
 * @param scopes scopes its OAuth client owns
 * @param whenUnconfigured whether a start without any Talkdesk setting takes the sandbox by itself
 */
@ConfigurationProperties(SandboxProperties.PREFIX)
record SandboxProperties(
        @DefaultValue("0") int port,
        @DefaultValue("visual-sessions:execute") List<String> scopes,
        @DefaultValue("false") boolean whenUnconfigured) {

    static final String PREFIX = "sandbox";

    SandboxProperties {
        scopes = List.copyOf(scopes);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("sandbox.port is not between 0 and 65535");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("sandbox.scopes is empty: a client owns at least one scope");
        }
    }

    /** Needed before there are beans. */
    static SandboxProperties from(Environment environment) {
        return Binder.get(environment).bindOrCreate(PREFIX, SandboxProperties.class);
    }
}
