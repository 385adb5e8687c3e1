/**
 * What Binance's products have in common: the envelope of combined streams, answers to requests, one-letter fields and the
 * records made of them. Sources: binance/binance-spot-api-docs (web-socket-streams.md, rest-api.md) and
 * developers.binance.com (USDⓈ-M and COIN-M Futures), whose classes begin with {@code Futures}. Pure.
 */
@NullMarked
package io.tickhouse.ingest.ws.venue.binance;

import org.jspecify.annotations.NullMarked;
