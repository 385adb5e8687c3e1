/**
 * What every venue's folder provides: which address carries which symbols, and a pure decoder, bytes and time of receipt
 * in, records out. No clock, no I/O, no Kafka.
 */
@NullMarked
package io.tickhouse.ingest.ws.venue;

import org.jspecify.annotations.NullMarked;
