/** Benchmarks of loading archives. */
@NullMarked
package io.tickhouse.bench.bulk;

import org.jspecify.annotations.NullMarked;
