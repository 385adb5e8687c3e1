/**
 * Binance spot, USD-M and COIN-M futures as a {@link io.tickhouse.simulator.exchange.Venue}: requests, streams, REST and
 * limits. Sources: binance-spot-api-docs (web-socket-streams.md, rest-api.md) and developers.binance.com, "USDⓈ-M Futures" and
 * "COIN-M Futures"; order of fields as recorded.
 */
@NullMarked
package io.tickhouse.simulator.exchange.binance;

import org.jspecify.annotations.NullMarked;
