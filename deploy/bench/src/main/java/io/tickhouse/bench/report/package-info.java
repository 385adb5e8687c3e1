/** What a measurement says: figures with their spread, beside their neighbours; as a table and as JSON. Measures nothing itself. */
@NullMarked
package io.tickhouse.bench.report;

import org.jspecify.annotations.NullMarked;
