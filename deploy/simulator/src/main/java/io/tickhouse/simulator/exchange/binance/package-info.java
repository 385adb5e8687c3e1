/**
 * Binance spot and USD-M futures as an {@link io.tickhouse.simulator.exchange.Venue}: requests, streams, REST and limits.
 * Sources: binance-spot-api-docs (web-socket-streams.md, rest-api.md) and developers.binance.com, "USDⓈ-M Futures"; order of
 * fields as recorded.
 */
@NullMarked
package io.tickhouse.simulator.exchange.binance;

import org.jspecify.annotations.NullMarked;
