package io.tickhouse.streams;

import io.tickhouse.schemas.market.Interval;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.streams.candles.CandlePolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** Settings of the streams-aggregator. */
public final class AggregatorConfig {
    static final String PREFIX = "streams.";
    static final String INTERVALS = "streams.intervals";
    static final String APPLICATION_ID = "streams.application.id";
    static final String STATE_DIR = "streams.state.dir";
    static final String THREADS = "streams.threads";
    static final String COMMIT_INTERVAL_MS = "streams.commit.interval.ms";
    static final String GRACE_MS = "streams.grace.ms";
    static final String HISTORY_GRACE_MS = "streams.history.grace.ms";
    static final String HISTORY_STEP_BACK_MS = "streams.history.step.back.ms";
    static final String IDLE_CLOSE_MS = "streams.idle.close.ms";
    static final String CLOSED_CANDLES_KEPT = "streams.closed.candles.kept";
    static final String IDS_KEPT = "streams.ids.kept";
    static final String ROCKSDB_BYTES = "streams.rocksdb.bytes";

    private static final int ADMIN_PORT = 7103;
    private static final int MOST_KEPT = 1_000_000;

    private final ServiceConfig config;

    public AggregatorConfig(ServiceConfig config) {
        this.config = config;
    }

    /** Every key, the common ones among them. */
    public static ConfigDef def() {
        return CommonConfig.def(ADMIN_PORT)
                .define(
                        INTERVALS,
                        Type.LIST,
                        List.of("1m"),
                        AggregatorConfig::checkIntervals,
                        Importance.HIGH,
                        "Lengths of the candles to make, any of "
                                + Arrays.stream(Interval.values())
                                        .map(Interval::label)
                                        .toList()
                                + ". One added later proves nothing complete that began before.")
                .define(
                        APPLICATION_ID,
                        Type.STRING,
                        "streams-aggregator",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Name of the group of instances that share the work and its state.")
                .define(
                        STATE_DIR,
                        Type.STRING,
                        ".tickhouse/streams",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Folder of the local state; it can be lost, the changelog topics restore it.")
                .define(
                        THREADS,
                        Type.INT,
                        1,
                        Range.between(1, 256),
                        Importance.MEDIUM,
                        "Threads of this instance; more than there are partitions in both lanes stay idle.")
                .define(
                        COMMIT_INTERVAL_MS,
                        Type.LONG,
                        200L,
                        Range.between(10, 60_000),
                        Importance.MEDIUM,
                        "Milliseconds between transactions. A candle can be read once its transaction is committed, so"
                                + " this is what exactly-once adds to its latency at most; less costs more transactions.")
                .define(
                        GRACE_MS,
                        Type.LONG,
                        0L,
                        Range.between(0, 86_400_000),
                        Importance.MEDIUM,
                        "Milliseconds of event time a live candle waits past its end. 0: a venue sends an instrument's"
                                + " trades in order, and the rare late one makes a correction.")
                .define(
                        HISTORY_GRACE_MS,
                        Type.LONG,
                        0L,
                        Range.between(0, 86_400_000),
                        Importance.LOW,
                        "Milliseconds of event time a history candle waits past its end. 0: archives are ordered.")
                .define(
                        HISTORY_STEP_BACK_MS,
                        Type.LONG,
                        3_600_000L,
                        Range.atLeast(1_000),
                        Importance.LOW,
                        "A history trade older than the newest of its instrument by more milliseconds begins a new"
                                + " pass: an earlier archive loaded after a later one.")
                .define(
                        IDLE_CLOSE_MS,
                        Type.LONG,
                        1_500L,
                        Range.atLeast(100),
                        Importance.MEDIUM,
                        "Milliseconds of silence after which candles whose end has passed by the wall clock close.")
                .define(
                        CLOSED_CANDLES_KEPT,
                        Type.INT,
                        1_440,
                        Range.between(1, MOST_KEPT),
                        Importance.MEDIUM,
                        "How many lengths of an interval closed candles are kept for late trades, per instrument and"
                                + " interval; about 200 bytes each on disk.")
                .define(
                        IDS_KEPT,
                        Type.INT,
                        50_000,
                        Range.between(1, MOST_KEPT),
                        Importance.LOW,
                        "Trade ids remembered per instrument where a venue's ids are not contiguous; a copy that comes"
                                + " after more trades than that counts again.")
                .define(
                        ROCKSDB_BYTES,
                        Type.LONG,
                        134_217_728L,
                        Range.atLeast(16_777_216L),
                        Importance.LOW,
                        "Bytes of memory beside the heap that the state stores of this process may use together.");
    }

    private static void checkIntervals(String name, Object value) {
        List<?> labels = (List<?>) value;
        if (labels.isEmpty()) {
            throw new ConfigException(name, value, "expected at least one interval");
        }
        for (Object label : labels) {
            try {
                Interval.of(String.valueOf(label));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, value, e.getMessage());
            }
        }
    }

    String applicationId() {
        return config.string(APPLICATION_ID);
    }

    String stateDir() {
        return config.string(STATE_DIR);
    }

    int threads() {
        return config.integer(THREADS);
    }

    long commitIntervalMs() {
        return config.number(COMMIT_INTERVAL_MS);
    }

    long rocksDbBytes() {
        return config.number(ROCKSDB_BYTES);
    }

    Duration idleClose() {
        return Duration.ofMillis(config.number(IDLE_CLOSE_MS));
    }

    CandlePolicy liveCandles() {
        return candles(config.number(GRACE_MS), Long.MAX_VALUE);
    }

    CandlePolicy historyCandles() {
        return candles(
                config.number(HISTORY_GRACE_MS), TimeUnit.MILLISECONDS.toMicros(config.number(HISTORY_STEP_BACK_MS)));
    }

    private CandlePolicy candles(long graceMs, long stepBack) {
        return new CandlePolicy(
                config.list(INTERVALS).stream().distinct().map(Interval::of).toList(),
                TimeUnit.MILLISECONDS.toMicros(graceMs),
                stepBack,
                config.integer(CLOSED_CANDLES_KEPT),
                config.integer(IDS_KEPT));
    }
}
