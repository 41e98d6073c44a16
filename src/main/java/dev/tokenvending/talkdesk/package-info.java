/** The only door out to Talkdesk ID: assertion, exchange, answer. */
@NullMarked
@ApplicationModule(allowedDependencies = {"core", "crypto", "traces"})
package dev.tokenvending.talkdesk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
