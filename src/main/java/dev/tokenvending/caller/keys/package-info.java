/** The public keys by which issuers sign, and how to keep them while a key server is down. */
@NullMarked
package dev.tokenvending.caller.keys;

import org.jspecify.annotations.NullMarked;
