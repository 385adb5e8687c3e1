/**
 * What is missing, why, and what became of it. The core ({@code IdGaps}, {@code FeedGaps} and what they use) is pure: time is
 * an argument; only the processors know Kafka Streams.
 */
@NullMarked
package io.tickhouse.streams.gaps;

import org.jspecify.annotations.NullMarked;
