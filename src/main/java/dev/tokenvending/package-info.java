/** The front step: has each room read its settings, and starts everything. */
@NullMarked
package dev.tokenvending;

import org.jspecify.annotations.NullMarked;
