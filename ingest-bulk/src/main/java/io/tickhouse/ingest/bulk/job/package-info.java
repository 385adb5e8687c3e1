/** The ledger: how far each file is loaded, as committed in Kafka. Reads it; only the publisher writes it. */
@NullMarked
package io.tickhouse.ingest.bulk.job;

import org.jspecify.annotations.NullMarked;
