/** Loads exchange archives into history topics: every row of a file once, resumable to the row. Here the rooms are wired; the work is done in them. */
@NullMarked
package io.tickhouse.ingest.bulk;

import org.jspecify.annotations.NullMarked;
