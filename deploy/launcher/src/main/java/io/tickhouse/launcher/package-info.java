/** The {@code tickhouse} command: one entry to the local stack, the services and the demo. */
@NullMarked
package io.tickhouse.launcher;

import org.jspecify.annotations.NullMarked;
