/** The doctor: tries what the service will need, and says what is right, what is wrong and what to do. */
@NullMarked
@NamedInterface("doctor")
package dev.tokenvending.ops.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
