package io.tickhouse.sink.clickhouse;

import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.sink.clickhouse.plan.BatchLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    static final String RETENTION_DAYS = "sink.retention.days";

    private static final int ADMIN_PORT = 7104;
    private static final Pattern TABLE_DAYS = Pattern.compile("(\\w+):([1-9][0-9]{0,4})");

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
                        400L,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "How long a batch waits for more records while the sink keeps up, in milliseconds.")
                .define(
                        BATCH_BEHIND_AGE_MS,
                        Type.LONG,
                        10_000L,
                        Range.atLeast(0),
                        Importance.LOW,
                        "How long a batch waits for more records while the sink is behind, in milliseconds.")
                .define(
                        BUFFER_BYTES,
                        Type.LONG,
                        128L << 20,
                        Range.atLeast(1 << 20),
                        Importance.MEDIUM,
                        "Bytes of records and rows in memory above which no more are fetched.")
                .define(
                        INSERTS_IN_FLIGHT,
                        Type.INT,
                        8,
                        Range.between(1, 64),
                        Importance.MEDIUM,
                        "Most inserts at the same time, each of another partition; fewer when they hold more than half of"
                                + " sink.buffer.bytes.")
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
                        "Apply the migrations at start; when false, a database that lacks one is refused.")
                .define(
                        RETENTION_DAYS,
                        Type.LIST,
                        "",
                        SinkConfig::knownRetention,
                        Importance.MEDIUM,
                        "How many days rows are kept, by table: trades:90,l2_snapshots:30. ClickHouse deletes older rows. A"
                                + " table that is not named keeps everything, and loses the TTL it has.");
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

    /** Days that rows are kept, by table; a table that is missing keeps everything. */
    Map<String, Integer> retention() {
        return parseRetention(values.list(RETENTION_DAYS));
    }

    private static void knownRetention(String key, Object value) {
        try {
            parseRetention(((List<?>) value).stream().map(String::valueOf).toList());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }

    private static Map<String, Integer> parseRetention(List<String> entries) {
        Map<String, Integer> days = new TreeMap<>();
        for (String entry : entries) {
            if (entry.isBlank()) {
                continue;
            }
            Matcher matcher = TABLE_DAYS.matcher(entry.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "expected table:days with days from 1 to 99999, found '" + entry + "'");
            }
            String table = matcher.group(1);
            if (Topics.all().stream()
                    .noneMatch(topic -> topic.table().filter(table::equals).isPresent())) {
                throw new IllegalArgumentException("no table of the catalogue is called '" + table + "'");
            }
            if (days.put(table, Integer.parseInt(matcher.group(2))) != null) {
                throw new IllegalArgumentException("the table '" + table + "' is named twice");
            }
        }
        return days;
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
