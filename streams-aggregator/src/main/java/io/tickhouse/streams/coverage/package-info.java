/**
 * Which trades were seen and what proves it: covered ranges where a venue's ids are contiguous, a bounded memory of ids
 * elsewhere; the proofs that the ingest services publish. Pure: no Kafka, no clock, no I/O.
 */
@NullMarked
package io.tickhouse.streams.coverage;

import org.jspecify.annotations.NullMarked;
