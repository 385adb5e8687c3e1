package io.tickhouse.sink.clickhouse;

import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.sink.clickhouse.plan.BatchLimits;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The sink's own settings. */
record SinkConfig(ServiceConfig values) {
    static final String PREFIX = "sink.";
    static final String TOPICS = "sink.topics";
    static final String GROUP_ID = "sink.group.id";
    static final String BATCH_ROWS = "sink.batch.rows";
    static final String BATCH_BYTES = "sink.batch.bytes";
    static final String BATCH_AGE_MS = "sink.batch.age.ms";
    static final String BATCH_BEHIND_AGE_MS = "sink.batch.behind.age.ms";
    static final String BUFFER_BYTES = "sink.buffer.bytes";
    static final String INSERTS_IN_FLIGHT = "sink.inserts.in.flight";
    static final String INSERT_TIMEOUT_MS = "sink.insert.timeout.ms";
    static final String RETRY_MS = "sink.retry.backoff.ms";
    static final String RETRY_MAX_MS = "sink.retry.backoff.max.ms";
    static final String HANDOVER_MS = "sink.handover.ms";
    static final String MIGRATE = "sink.migrate";

    private static final int ADMIN_PORT = 7104;

    static ConfigDef def() {
        return CommonConfig.withClickHouse(CommonConfig.def(ADMIN_PORT))
                .define(
                        TOPICS,
                        Type.LIST,
                        "",
                        SinkConfig::knownTopics,
                        Importance.MEDIUM,
                        "Topics to load, separated by commas; empty for every topic of the catalogue that has a table.")
                .define(
                        GROUP_ID,
                        Type.STRING,
                        "sink-clickhouse",
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Consumer group. Its committed offsets say what is in the tables: a new group loads everything"
                                + " again.")
                .define(
                        BATCH_ROWS,
                        Type.INT,
                        200_000,
                        Range.between(1, BatchLimits.MOST_ROWS),
                        Importance.MEDIUM,
                        "Most rows of one insert; at most 500000, so that an insert is one block.")
                .define(
                        BATCH_BYTES,
                        Type.LONG,
                        48L << 20,
                        Range.between(1, 256L << 20),
                        Importance.MEDIUM,
                        "Most bytes of one insert.")
                .define(
                        BATCH_AGE_MS,
                        Type.LONG,
                        200L,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "How long a batch waits for more records while the sink keeps up, in milliseconds.")
                .define(
                        BATCH_BEHIND_AGE_MS,
                        Type.LONG,
                        2_000L,
                        Range.atLeast(0),
                        Importance.LOW,
                        "How long a batch waits for more records while the sink is behind, in milliseconds.")
                .define(
                        BUFFER_BYTES,
                        Type.LONG,
                        80L << 20,
                        Range.atLeast(1 << 20),
                        Importance.MEDIUM,
                        "Bytes of records and rows in memory above which no more are fetched.")
                .define(
                        INSERTS_IN_FLIGHT,
                        Type.INT,
                        2,
                        Range.between(1, 64),
                        Importance.MEDIUM,
                        "Most inserts at the same time, each of another partition.")
                .define(
                        INSERT_TIMEOUT_MS,
                        Type.LONG,
                        120_000L,
                        Range.atLeast(100),
                        Importance.LOW,
                        "How long ClickHouse may be silent before an insert counts as not acknowledged, in"
                                + " milliseconds.")
                .define(
                        RETRY_MS,
                        Type.LONG,
                        200L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Pause before a second attempt in milliseconds; it doubles with each further one.")
                .define(
                        RETRY_MAX_MS,
                        Type.LONG,
                        10_000L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Longest pause between attempts in milliseconds.")
                .define(
                        HANDOVER_MS,
                        Type.LONG,
                        10_000L,
                        Range.atLeast(0),
                        Importance.LOW,
                        "How long inserts in flight may take to end when a partition goes to another sink, in"
                                + " milliseconds.")
                .define(
                        MIGRATE,
                        Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Apply the migrations at start; when false, a database that lacks one is refused.");
    }

    /** The topics to load. */
    List<Topic<?>> topics() {
        List<String> chosen =
                values.list(TOPICS).stream().filter(name -> !name.isBlank()).toList();
        return Topics.all().stream()
                .filter(topic -> topic.table().isPresent())
                .filter(topic -> chosen.isEmpty() || chosen.contains(topic.name()))
                .<Topic<?>>map(topic -> topic)
                .toList();
    }

    BatchLimits limits() {
        return new BatchLimits(
                values.integer(BATCH_ROWS),
                values.number(BATCH_BYTES),
                values.number(BATCH_AGE_MS),
                values.number(BATCH_BEHIND_AGE_MS));
    }

    Duration millis(String key) {
        return Duration.ofMillis(values.number(key));
    }

    private static void knownTopics(String key, Object value) {
        for (Object name : (List<?>) value) {
            String text = String.valueOf(name);
            if (!text.isBlank() && Topics.byName(text).flatMap(Topic::table).isEmpty()) {
                throw new ConfigException(key, text, "no topic of the catalogue that has a table");
            }
        }
    }
}
