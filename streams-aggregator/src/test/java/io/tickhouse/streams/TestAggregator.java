package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.service.kafka.KafkaClients;
import io.tickhouse.streams.coverage.Fact.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;

/** The topology without a broker. The wall clock stands until it is told to go on. */
final class TestAggregator implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(100);

    private final SchemaRegistryClient registry = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));
    private final TopologyTestDriver driver;
    private Instant now;
    private boolean backlog;

    TestAggregator(Path folder, Instant now, String... assignments) {
        new SchemaProvisioner(registry).provision(Topics.all());
        List<String> all = new ArrayList<>(List.of(assignments));
        all.add("streams.state.dir=" + folder);
        ServiceConfig config = TestConfig.with(all.toArray(String[]::new));
        AggregatorConfig aggregator = new AggregatorConfig(config);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        this.now = now;
        this.driver = new TopologyTestDriver(
                AggregatorTopology.of(aggregator, registry, metrics, (topic, partition) -> !backlog),
                StreamsSettings.of(
                        aggregator, Lane.LIVE, new KafkaClients(config, metrics, AggregatorService.NAME), metrics),
                now);
    }

    /** Records wait in the topics, or none. */
    void backlog(boolean waits) {
        backlog = waits;
    }

    /** Publishes a record now. */
    <V extends SpecificRecord> void send(Topic<V> topic, String key, V record) {
        send(topic, key, record, now);
    }

    /** Reads a record now that was published then. */
    <V extends SpecificRecord> void send(Topic<V> topic, String key, V record, Instant published) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new RecordSerializer<>(topic, registry))
                .pipeInput(key, record, published);
    }

    /** Lets the wall clock go on; the driver punctuates once a step, however long that is. */
    void advance(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plus(STEP);
            driver.advanceWallClockTime(STEP);
        }
    }

    /** What was published since the last time. */
    <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return driver.createOutputTopic(
                        topic.name(), new StringDeserializer(), new RecordDeserializer<>(topic, registry))
                .readValuesToList();
    }

    /** Keys of what was published since the last time. */
    <V extends SpecificRecord> List<String> readKeys(Topic<V> topic) {
        return driver
                .createOutputTopic(topic.name(), new StringDeserializer(), new RecordDeserializer<>(topic, registry))
                .readKeyValuesToList()
                .stream()
                .map(pair -> pair.key)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
