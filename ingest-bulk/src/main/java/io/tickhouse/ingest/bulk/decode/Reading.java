package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.market.Source;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * How all files of a load are read.
 *
 * @param source what the records say they come from
 * @param now no row may be more than a day later
 * @param serializers the one of each history topic
 */
public record Reading(Source source, Instant now, Serializers serializers) {

    /** Gives serializers; a new one each time, since they are not thread-safe. */
    public interface Serializers {
        <R extends SpecificRecord> RecordSerializer<R> of(Topic<R> topic);
    }
}
