/**
 * The only room that speaks to ClickHouse: inserts with the settings exactly-once rests on, reads back what landed, applies
 * the migrations, tells errors that heal from errors that do not. It never touches Kafka.
 */
@NullMarked
package io.tickhouse.sink.clickhouse.write;

import org.jspecify.annotations.NullMarked;
