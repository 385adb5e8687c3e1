/**
 * What each partition is at: records read, a batch being filled, a batch planned, a batch being written, an offset to commit.
 * Everything here belongs to the poll thread. It commits only what is owned at that moment, and knows nothing of ClickHouse's
 * client.
 */
@NullMarked
package io.tickhouse.sink.clickhouse.offset;

import org.jspecify.annotations.NullMarked;
