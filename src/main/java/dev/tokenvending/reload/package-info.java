/** Keeps the configuration in force, and replaces it while requests run. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings"})
package dev.tokenvending.reload;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
