/** The local stack as the launcher sees it: started, found again, stopped. */
@NullMarked
package io.tickhouse.launcher.stack;

import org.jspecify.annotations.NullMarked;
