/** The way out to everybody but Talkdesk ID: key servers of issuers, remote policies. */
@NullMarked
@ApplicationModule(allowedDependencies = "traces")
package dev.tokenvending.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
