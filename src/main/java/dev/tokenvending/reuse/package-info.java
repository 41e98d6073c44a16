/** Tokens we still hold, and who may share one. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings", "traces"})
package dev.tokenvending.reuse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
