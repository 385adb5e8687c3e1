/** What a venue's archive has to say of itself; a venue is one folder below. */
@NullMarked
package io.tickhouse.ingest.bulk.venue;

import org.jspecify.annotations.NullMarked;
