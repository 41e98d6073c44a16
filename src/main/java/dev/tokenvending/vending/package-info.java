/** The spine: turns a request into a token, or a reason why not. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "core",
            "settings",
            "accounts",
            "accounts :: installed",
            "policy",
            "reuse",
            "signin",
            "talkdesk",
            "traces"
        })
package dev.tokenvending.vending;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
