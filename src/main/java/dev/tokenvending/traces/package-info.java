/** How a request went, step by step, for whoever collects traces. Nothing at all until somebody does. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings"})
package dev.tokenvending.traces;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
