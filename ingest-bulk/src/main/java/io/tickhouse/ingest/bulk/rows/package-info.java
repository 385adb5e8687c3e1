/** A fetched file as numbered rows: layout, decoding, verification. Reads local files only and knows no broker. */
@NullMarked
package io.tickhouse.ingest.bulk.rows;

import org.jspecify.annotations.NullMarked;
