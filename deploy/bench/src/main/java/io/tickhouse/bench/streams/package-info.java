/**
 * How fast candles are made, beside Kafka Streams' own windows on the same machine, topic and serdes. The neighbours are what
 * a user would write with the DSL; the aggregator is started as its users start it.
 */
@NullMarked
package io.tickhouse.bench.streams;

import org.jspecify.annotations.NullMarked;
