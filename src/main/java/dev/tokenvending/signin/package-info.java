/** Talkdesk users sign in for a caller; holds their refresh tokens. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"core", "settings", "store", "accounts", "accounts :: installed", "talkdesk", "outbound"
        })
package dev.tokenvending.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
