/** Binance COIN-M futures (developers.binance.com). Pure: no clock, no I/O. */
@NullMarked
package io.tickhouse.ingest.ws.venue.binancecoinm;

import org.jspecify.annotations.NullMarked;
