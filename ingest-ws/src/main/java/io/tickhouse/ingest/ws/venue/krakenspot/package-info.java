/** Kraken spot, WebSocket v2 and REST (docs.kraken.com). Pure: no clock, no I/O. */
@NullMarked
package io.tickhouse.ingest.ws.venue.krakenspot;

import org.jspecify.annotations.NullMarked;
