/** Takes loaded days back: rows out of the tables, files off the ledger. */
@NullMarked
package io.tickhouse.ingest.bulk.delete;

import org.jspecify.annotations.NullMarked;
