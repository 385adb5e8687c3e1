/**
 * What happens on a live venue, one moment after the other: a seeded market whose books, trades, aggregates and candles
 * fit each other, or a recording of a real one. Pure: time comes in as an argument and what happens is told to a listener,
 * so that the same seed gives the same events at any speed.
 */
@NullMarked
package io.tickhouse.simulator.feed;

import org.jspecify.annotations.NullMarked;
