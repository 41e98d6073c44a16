/** Who does the arithmetic of signatures: the fastest provider the platform carries, or the JDK. */
@NullMarked
@ApplicationModule(allowedDependencies = {"settings"})
package dev.tokenvending.crypto;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
