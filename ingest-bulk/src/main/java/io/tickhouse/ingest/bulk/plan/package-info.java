/** Which files a request means and what to make of missing ones. Pure: asks nobody, waits for nothing. */
@NullMarked
package io.tickhouse.ingest.bulk.plan;

import org.jspecify.annotations.NullMarked;
