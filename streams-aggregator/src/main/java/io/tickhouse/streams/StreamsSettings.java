package io.tickhouse.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.kafka.KafkaClients;
import io.tickhouse.streams.coverage.Fact.Lane;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams' own settings. What exactly-once and the state rest on cannot be overridden. */
final class StreamsSettings {
    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int RETRY_MS = 10;

    private StreamsSettings() {}

    static Properties of(AggregatorConfig config, Lane lane, KafkaClients clients, MeterRegistry metrics) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        defaults.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // how long the work of a killed instance waits for another one
        defaults.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        defaults.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        // one request a partition and transaction: brokers refuse, and are asked again for, what follows the first one
        // closely
        defaults.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        defaults.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MS);
        defaults.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);

        Map<String, Object> fixed = new HashMap<>();
        fixed.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        fixed.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        fixed.put(
                StreamsConfig.STATE_DIR_CONFIG,
                Path.of(config.stateDir(), label(lane)).toString());
        fixed.put(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, LaneAssignor.class.getName());
        fixed.put(StreamsConfig.clientTagPrefix(LaneAssignor.TAG), lane.name());
        fixed.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        fixed.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitIntervalMs(lane));
        fixed.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        fixed.put(BoundedRocksDb.BYTES, config.rocksDbBytes());
        fixed.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecordHandler.class);
        fixed.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UncountedTradeHandler.class);
        fixed.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
        fixed.put(UnusableRecords.METRICS, metrics);

        Properties properties = new Properties();
        properties.putAll(clients.settings("streams", defaults, fixed));
        properties.merge(StreamsConfig.CLIENT_ID_CONFIG, label(lane), (id, label) -> id + "-" + label);
        return properties;
    }

    /** A lane as it is spelt in names of folders and clients. */
    static String label(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }
}
