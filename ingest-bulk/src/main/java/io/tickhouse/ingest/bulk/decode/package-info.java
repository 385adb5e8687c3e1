/** Bytes of a line in, a record out. Pure: touches no clock, no file, no network and no broker. */
@NullMarked
package io.tickhouse.ingest.bulk.decode;

import org.jspecify.annotations.NullMarked;
