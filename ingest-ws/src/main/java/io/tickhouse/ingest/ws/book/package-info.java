/** Order books kept exact: integers only, a venue's own rule for what follows what. Pure: no clock, no I/O. */
@NullMarked
package io.tickhouse.ingest.ws.book;

import org.jspecify.annotations.NullMarked;
