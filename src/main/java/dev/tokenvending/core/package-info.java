/** The words every room shares: caller, app, account, scope, token, outcome. Values only, nothing that works. */
@NullMarked
package dev.tokenvending.core;

import org.jspecify.annotations.NullMarked;
