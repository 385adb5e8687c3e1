/**
 * The sink's speed and latency: the real service as a process, beside the limit of the machine (consume and discard while
 * ready blocks are inserted) and beside what a user would write.
 */
@NullMarked
package io.tickhouse.bench.sink;

import org.jspecify.annotations.NullMarked;
