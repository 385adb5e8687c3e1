/** Live capture: decoding and books on one core, and the whole way from a simulated exchange's socket to Kafka. */
@NullMarked
package io.tickhouse.bench.live;

import org.jspecify.annotations.NullMarked;
