/** A strict Talkdesk ID on the developer's desk that fails on demand, present only in the profile {@code sandbox}. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.tokenvending.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
