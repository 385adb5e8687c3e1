package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordSerdes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;

/** What must exist outside before the aggregator can work. */
final class Surroundings {
    private static final List<Topic<?>> NEEDED = List.of(
            Topics.TRADES,
            Topics.TRADES_HISTORY,
            Topics.KLINES,
            Topics.KLINES_HISTORY,
            Topics.FEED_STATUS,
            Topics.COVERAGE,
            Topics.CANDLES,
            Topics.CANDLES_HISTORY,
            Topics.CANDLES_LIVE,
            Topics.GAPS,
            Topics.DEAD_LETTERS);

    private Surroundings() {}

    /**
     * Verifies topics and schemas.
     *
     * @throws IllegalStateException naming every topic that is missing
     * @throws org.apache.kafka.common.errors.SerializationException when a schema is not registered
     */
    static void verify(Admin admin, SchemaRegistryClient registry) throws InterruptedException {
        Set<String> missing = new TreeSet<>(NEEDED.stream().map(Topic::name).toList());
        try {
            missing.removeAll(admin.listTopics().names().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the Kafka brokers cannot be asked for their topics: " + e.getCause(), e);
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("expected the topics " + missing
                    + ", which the brokers do not have; create the catalogue first: ./tickhouse topics --create");
        }
        NEEDED.stream().filter(topic -> topic.valueSchema().isPresent()).forEach(topic -> registered(topic, registry));
    }

    private static <V extends SpecificRecord> void registered(Topic<V> topic, SchemaRegistryClient registry) {
        RecordSerdes.of(topic, registry).close();
    }
}
