package dev.tokenvending.appconnect;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Talkdesk signs its events. What is not in Talkdesk's reference is a setting, with what was
 * seen as the default.
 *
 * @param signatureHeader the header that carries the signature, as hexadecimal or Base64, in DER or as r and s
 * @param signatureKeyHeader the header that names the key
 * @param signatureAlgorithm the hash of the signature: {@code SHA256}, {@code SHA384} or {@code SHA512}
 * @param signatureKeyUrl where keys are fetched, with <code>{id}</code> in it
 * @param acknowledgeScope the scope in which we tell Talkdesk that an event has been dealt with
 * @param eventsScope the scope in which an event is read again
 */
@ConfigurationProperties("appconnect")
record AppConnectProperties(
        @DefaultValue("X-Hub-Ecdsa-Signature") String signatureHeader,
        @DefaultValue("X-Hub-Ecdsa-Signature-Id") String signatureKeyHeader,
        @DefaultValue("SHA512") String signatureAlgorithm,

        @DefaultValue("https://api.talkdeskapp.com/events/signature-keys/{id}")
        String signatureKeyUrl,

        @DefaultValue("apps:write") String acknowledgeScope,
        @DefaultValue("events:read") String eventsScope) {}
