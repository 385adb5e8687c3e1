/**
 * Where records go that can never become rows: to the dead-letter topic, one by one, with their bytes and origin. It holds the
 * sink's only Kafka producers and commits no offsets.
 */
@NullMarked
package io.tickhouse.sink.clickhouse.deadletter;

import org.jspecify.annotations.NullMarked;
