/** One load, here and now, without a job: all of it verified before any of it is published. */
@NullMarked
package io.tickhouse.ingest.bulk.load;

import org.jspecify.annotations.NullMarked;
