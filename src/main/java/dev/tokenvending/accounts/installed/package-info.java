/** The accounts of customers who have installed our apps, kept in the store. */
@NullMarked
@NamedInterface("installed")
package dev.tokenvending.accounts.installed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
