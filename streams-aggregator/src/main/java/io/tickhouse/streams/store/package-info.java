/**
 * Where a task keeps what must outlive it: live objects on the heap, written once a commit. The only room that knows how Kafka
 * Streams keeps state.
 */
@NullMarked
package io.tickhouse.streams.store;

import org.jspecify.annotations.NullMarked;
