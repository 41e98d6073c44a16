/** The side door: Talkdesk tells us of installs, removals and rotations, and we acknowledge them. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "settings",
            "store",
            "accounts",
            "accounts :: installed",
            "talkdesk",
            "limits",
            "outbound"
        })
package dev.tokenvending.appconnect;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
