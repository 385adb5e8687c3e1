/**
 * Binance's bulk archive: where its files lie and how their lines read. Source: the binance-public-data README and its issues.
 * Touches no network and no broker.
 *
 * <p>Not read are bookTicker, bookDepth and liquidationSnapshot. Each would be one more {@code DataType} with its history
 * topic, a list of columns in {@link io.tickhouse.ingest.bulk.venue.binance.BinanceColumns} and a {@code RowDecoder} (for
 * bookTicker, with an update_id that numbers its rows but leaves holes, rather a {@code RowReader}). A bookDepth snapshot is
 * ten or twelve lines that make one record, so its reader would be the first to hand over a record only with a later line;
 * liquidationSnapshot lists every event twice, one line after the other, which reading files already recognises.
 */
@NullMarked
package io.tickhouse.ingest.bulk.venue.binance;

import org.jspecify.annotations.NullMarked;
