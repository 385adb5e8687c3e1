/**
 * Kraken spot's WebSocket v2 and the REST beside it as an {@link io.tickhouse.simulator.exchange.Venue}. Sources:
 * docs.kraken.com, "Spot WebSocket v2", "Book checksum (v2)" and "Spot REST". Streams are named {@code btc/usd@book-10}.
 */
@NullMarked
package io.tickhouse.simulator.exchange.kraken;

import org.jspecify.annotations.NullMarked;
