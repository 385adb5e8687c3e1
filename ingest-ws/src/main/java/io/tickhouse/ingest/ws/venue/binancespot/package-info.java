/** Binance spot (binance/binance-spot-api-docs). Pure: no clock, no I/O. */
@NullMarked
package io.tickhouse.ingest.ws.venue.binancespot;

import org.jspecify.annotations.NullMarked;
