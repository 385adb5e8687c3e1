/** The service's only Kafka producer: records into live topics, refused frames into the dead letters. */
@NullMarked
package io.tickhouse.ingest.ws.publish;

import org.jspecify.annotations.NullMarked;
