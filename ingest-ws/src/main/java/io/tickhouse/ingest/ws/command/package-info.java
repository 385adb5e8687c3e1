/** Commands that tell a running service what to capture. */
@NullMarked
package io.tickhouse.ingest.ws.command;

import org.jspecify.annotations.NullMarked;
