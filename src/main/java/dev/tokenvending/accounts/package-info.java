/** The Talkdesk accounts we can act for. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings", "store"})
package dev.tokenvending.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
