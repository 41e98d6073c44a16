/** Counts requests by key, and says when there have been enough. */
@NullMarked
@ApplicationModule(allowedDependencies = "core")
package dev.tokenvending.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
