/** Binance's bulk archive: where its files lie and how their lines read. Source: the binance-public-data README and its issues. Touches no network and no broker. */
@NullMarked
package io.tickhouse.ingest.bulk.venue.binance;

import org.jspecify.annotations.NullMarked;
