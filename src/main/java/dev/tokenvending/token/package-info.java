/** The front door: {@code /token}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings", "caller", "vending"})
package dev.tokenvending.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
