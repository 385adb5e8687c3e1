/** How long analysts wait: the queries they write against the views, over tables of a year. Writes to a stack of its own only. */
@NullMarked
package io.tickhouse.bench.queries;

import org.jspecify.annotations.NullMarked;
