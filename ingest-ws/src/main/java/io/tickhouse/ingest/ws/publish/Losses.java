package io.tickhouse.ingest.ws.publish;

import org.apache.avro.specific.SpecificRecord;

/** Hears of records that Kafka did not take. Called on any thread; must not wait. */
public interface Losses {
    /**
     * A record is not in its topic and will not be.
     *
     * @param value the record
     * @param cause why
     */
    void lost(SpecificRecord value, String cause);
}
