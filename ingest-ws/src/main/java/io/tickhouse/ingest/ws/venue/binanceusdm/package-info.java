/** Binance USDⓈ-M futures (developers.binance.com). Pure: no clock, no I/O. */
@NullMarked
package io.tickhouse.ingest.ws.venue.binanceusdm;

import org.jspecify.annotations.NullMarked;
