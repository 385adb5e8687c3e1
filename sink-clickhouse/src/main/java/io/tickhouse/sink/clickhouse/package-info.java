/**
 * Loads every topic of the catalogue that has a table into it, exactly once. The main and the loop on the poll thread are here;
 * they wire the rooms: {@code plan} decides, {@code map} makes rows, {@code offset} keeps what each partition is at, {@code
 * write} speaks to ClickHouse, {@code deadletter} takes what cannot become a row.
 */
@NullMarked
package io.tickhouse.sink.clickhouse;

import org.jspecify.annotations.NullMarked;
