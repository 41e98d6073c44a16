/** The caretaker's door: actuator, explanations, start-up lines, key generation. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "settings",
            "caller",
            "reload",
            "store",
            "accounts",
            "accounts :: installed",
            "policy",
            "talkdesk",
            "appconnect",
            "vending"
        })
package dev.tokenvending.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
