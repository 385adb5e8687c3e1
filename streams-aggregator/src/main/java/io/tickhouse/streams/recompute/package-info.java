/**
 * Makes candles right that trades came too late for: from the trades table, by the same core. The only room of the aggregator
 * that knows ClickHouse.
 */
@NullMarked
package io.tickhouse.streams.recompute;

import org.jspecify.annotations.NullMarked;
