/**
 * From a record's bytes to a table's row: Avro binary goes to ClickHouse's Native format without becoming an object, by a mapper
 * compiled once for each (writer schema, table). Exact, and pure but for the look-up of writer schemas in the registry; it
 * knows nothing of ClickHouse's client, of offsets to commit or of batches in flight.
 */
@NullMarked
package io.tickhouse.sink.clickhouse.map;

import org.jspecify.annotations.NullMarked;
