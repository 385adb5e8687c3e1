/**
 * Candles from trades, all intervals in one visit. The core ({@code SymbolCandles} and what it uses) is pure: time and
 * state are arguments; only {@code CandleProcessor} and {@code CandleStore} know Kafka Streams.
 */
@NullMarked
package io.tickhouse.streams.candles;

import org.jspecify.annotations.NullMarked;
