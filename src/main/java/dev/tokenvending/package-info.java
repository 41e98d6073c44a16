/** The front step: starts the service and introduces nobody. */
@NullMarked
package dev.tokenvending;

import org.jspecify.annotations.NullMarked;
