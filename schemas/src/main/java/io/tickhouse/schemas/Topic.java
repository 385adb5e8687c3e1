package io.tickhouse.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic of the catalogue and the defaults it is created with.
 *
 * @param <V> the record in the topic's values
 * @param name the topic's name, {@code market.<type>[-history].v<major>} for market data
 * @param key what the key is, in words
 * @param valueType the generated class of the values; empty where values are plain bytes
 * @param partitions how many partitions it has when nothing else is asked for, 1 or more
 * @param cleanup whether old records expire or only superseded ones do
 * @param retention how long a record is kept after it was published; ignored for compacted topics
 * @param retentionBytes most bytes kept a partition; -1 for no limit
 * @param maxMessageBytes largest record batch it takes, in bytes; {@link #DEFAULT_MESSAGE_BYTES} unless it must hold more
 * @param table the table in {@code market_store} that the records land in; empty where they land in none
 */
public record Topic<V extends SpecificRecord>(
        String name,
        String key,
        Optional<Class<V>> valueType,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        long retentionBytes,
        int maxMessageBytes,
        Optional<String> table) {

    /** What a broker takes unless told otherwise. */
    public static final int DEFAULT_MESSAGE_BYTES = 1_048_588;

    /** Copies of a partition in production; a local stack has one. */
    public static final int REPLICATION = 3;

    /** Copies that must have a record before it counts as written, in production; a local stack has one. */
    public static final int MIN_IN_SYNC_REPLICAS = 2;

    /** How a topic forgets. */
    public enum Cleanup {
        /** Records expire by age or size. */
        DELETE,
        /** The latest record of a key is kept for ever. */
        COMPACT
    }

    /** The registry's subject of the values, by TopicNameStrategy. */
    public String subject() {
        return name + "-value";
    }

    /** The schema of the values as this version of the contract writes it; empty where values are plain bytes. */
    public Optional<Schema> valueSchema() {
        return valueType.map(type -> org.apache.avro.specific.SpecificData.get().getSchema(type));
    }

    /** True for {@code market.*} topics, which all have the same number of partitions. */
    public boolean isMarket() {
        return name.startsWith("market.");
    }

    /** The broker's settings of the topic. */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        if (cleanup == Cleanup.COMPACT) {
            config.put("cleanup.policy", "compact");
        } else {
            config.put("cleanup.policy", "delete");
            config.put("retention.ms", Long.toString(retention.toMillis()));
            config.put("retention.bytes", Long.toString(retentionBytes));
        }
        if (maxMessageBytes != DEFAULT_MESSAGE_BYTES) {
            config.put("max.message.bytes", Integer.toString(maxMessageBytes));
        }
        return config;
    }
}
