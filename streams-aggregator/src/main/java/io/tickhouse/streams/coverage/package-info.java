/**
 * Which trades were seen: covered ranges where a venue's ids are contiguous, a bounded memory of ids elsewhere. Pure: no
 * Kafka, no clock, no I/O.
 */
@NullMarked
package io.tickhouse.streams.coverage;

import org.jspecify.annotations.NullMarked;
