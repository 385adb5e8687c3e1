/**
 * What to do, without doing it: which offsets make a batch, under which token they are inserted, what a commit says about a
 * batch under way, and where to start from it. Pure: no clock, no Kafka client, no ClickHouse.
 */
@NullMarked
package io.tickhouse.sink.clickhouse.plan;

import org.jspecify.annotations.NullMarked;
