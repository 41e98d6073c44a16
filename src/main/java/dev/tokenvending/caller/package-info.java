/** Who is asking, and how we know. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "settings", "crypto", "outbound", "limits", "reload"})
package dev.tokenvending.caller;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
