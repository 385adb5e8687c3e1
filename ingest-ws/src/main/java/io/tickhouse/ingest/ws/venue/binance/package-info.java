/**
 * Binance spot market streams, after Binance's own documentation (binance/binance-spot-api-docs, web-socket-streams.md).
 * Pure: no clock, no I/O.
 */
@NullMarked
package io.tickhouse.ingest.ws.venue.binance;

import org.jspecify.annotations.NullMarked;
