/** What this caller may have. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings", "outbound", "limits"})
package dev.tokenvending.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
