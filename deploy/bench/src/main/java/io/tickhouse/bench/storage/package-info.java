/** What a trade costs on disk, column by column, beside what other codecs and types would cost. Writes to a stack of its own only. */
@NullMarked
package io.tickhouse.bench.storage;

import org.jspecify.annotations.NullMarked;
