/** The runner: jobs from the ledger become files on their way, fetched side by side and published in order. */
@NullMarked
package io.tickhouse.ingest.bulk.run;

import org.jspecify.annotations.NullMarked;
