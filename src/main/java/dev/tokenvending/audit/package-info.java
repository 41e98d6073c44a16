/** What happened: one entry for every request for a token, written by the outermost filter. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings"})
package dev.tokenvending.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
