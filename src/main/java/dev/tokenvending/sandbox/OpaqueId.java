package dev.tokenvending.sandbox;

import java.util.UUID;

/** Identifiers that look like Talkdesk's: 32 hexadecimal digits that say nothing. */
final class OpaqueId {

    private OpaqueId() {}

    static String fresh() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
