/**
 * The streams-aggregator: derives candles from trades, exactly once. This room holds the program: configuration, the
 * topology that composes the derived datasets, and what happens to records that cannot be read. Arithmetic and policy live
 * in the rooms below and must not leak in here.
 */
@NullMarked
package io.tickhouse.streams;

import org.jspecify.annotations.NullMarked;
