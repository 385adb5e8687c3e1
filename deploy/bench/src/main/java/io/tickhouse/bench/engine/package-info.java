/** A ClickHouse of a benchmark's own and how it is spoken to: one HTTP client, prepared to wait. Knows no table. */
@NullMarked
package io.tickhouse.bench.engine;

import org.jspecify.annotations.NullMarked;
