/**
 * The sink under crashes, stalls, rebalances and failing disks: produces a known set while it breaks what it can break, then
 * compares the table with the set, row by row. It knows the sink by its command line, its topic and its table alone.
 */
@NullMarked
package io.tickhouse.bench.chaos;

import org.jspecify.annotations.NullMarked;
