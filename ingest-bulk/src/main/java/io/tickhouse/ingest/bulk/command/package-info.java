/** The commands around jobs: what users want goes into the ledger, what became of it is read from there. */
@NullMarked
package io.tickhouse.ingest.bulk.command;

import org.jspecify.annotations.NullMarked;
