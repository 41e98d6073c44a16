/** The database, and the sealing of secrets in it; absent unless something needs it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings"})
package dev.tokenvending.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
