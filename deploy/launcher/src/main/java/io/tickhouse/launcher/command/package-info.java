/** One class a subcommand; each reads its options and calls one other room. */
@NullMarked
package io.tickhouse.launcher.command;

import org.jspecify.annotations.NullMarked;
