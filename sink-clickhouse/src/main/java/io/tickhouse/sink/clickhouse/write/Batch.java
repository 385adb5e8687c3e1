package io.tickhouse.sink.clickhouse.write;

import io.tickhouse.sink.clickhouse.map.RowBlock;
import io.tickhouse.sink.clickhouse.plan.OffsetRange;
import io.tickhouse.sink.clickhouse.plan.Token;

/**
 * Rows to be inserted as one.
 *
 * @param table in {@code market_store}
 * @param topic Kafka topic they came from
 * @param partition its partition
 * @param range the offsets planned
 * @param token names the insert
 * @param rows in the order of their offsets; fewer than the range where records were refused or offsets hold none
 */
public record Batch(String table, String topic, int partition, OffsetRange range, Token token, RowBlock rows) {}
