/** The only Kafka producer: rows, dead letters and the ledger in one transaction. */
@NullMarked
package io.tickhouse.ingest.bulk.publish;

import org.jspecify.annotations.NullMarked;
