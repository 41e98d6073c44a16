/** How every room reads what the operator has set, so that all mistakes are told at once. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core"})
package dev.tokenvending.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
