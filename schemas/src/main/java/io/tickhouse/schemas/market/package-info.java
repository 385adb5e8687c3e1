/** The vocabulary of the market: venues, intervals of candles, exact decimals. Pure: no clock, no I/O. */
@NullMarked
package io.tickhouse.schemas.market;

import org.jspecify.annotations.NullMarked;
