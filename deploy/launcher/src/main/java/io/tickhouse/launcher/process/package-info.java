/** The programs of the house as child processes that never outlive the launcher unless they are meant to. */
@NullMarked
package io.tickhouse.launcher.process;

import org.jspecify.annotations.NullMarked;
