package dev.tokenvending.policy;

import dev.tokenvending.core.Deadline;

/**
 * How a decision is come to.
 *
 * @param deadline when it must be there
 * @param rehearsal whether it is only to be explained: the same decision, but nothing is spent
 */
record Hearing(Deadline deadline, boolean rehearsal) {}
