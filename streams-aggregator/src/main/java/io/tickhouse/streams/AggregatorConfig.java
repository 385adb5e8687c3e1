package io.tickhouse.streams;

import io.tickhouse.schemas.market.Interval;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.streams.candles.CandleInterval;
import io.tickhouse.streams.candles.CandlePolicy;
import io.tickhouse.streams.candles.EmptyPolicy;
import io.tickhouse.streams.coverage.Fact.Lane;
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
    static final String HISTORY_COMMIT_INTERVAL_MS = "streams.history.commit.interval.ms";
    static final String GRACE_MS = "streams.grace.ms";
    static final String HISTORY_GRACE_MS = "streams.history.grace.ms";
    static final String HISTORY_STEP_BACK_MS = "streams.history.step.back.ms";
    static final String IDLE_CLOSE_MS = "streams.idle.close.ms";
    static final String CANDLES_KEPT_MS = "streams.candles.kept.ms";
    static final String SECOND_CANDLES_KEPT_MS = "streams.second.candles.kept.ms";
    static final String LIVE_INTERVALS = "streams.live.intervals";
    static final String LIVE_MS = "streams.live.ms";
    static final String EMPTY_INTERVALS = "streams.empty.intervals";
    static final String EMPTY_IN_A_ROW = "streams.empty.most";
    static final String GAP_GRACE_MS = "streams.gap.grace.ms";
    static final String GAP_QUIET_MS = "streams.gap.quiet.ms";
    static final String FEED_PATIENCE_MS = "streams.feed.patience.ms";
    static final String IDS_KEPT = "streams.ids.kept";
    static final String ROCKSDB_BYTES = "streams.rocksdb.bytes";

    private static final int ADMIN_PORT = 7103;
    private static final int MOST_KEPT = 1_000_000;
    private static final long LONGEST_MS = 31_622_400_000L;

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
                        Arrays.stream(Interval.values()).map(Interval::label).toList(),
                        AggregatorConfig::checkIntervals,
                        Importance.HIGH,
                        "Lengths of the candles to make: the contract's, and any number of seconds, minutes or hours that"
                                + " divides the day, such as 10s or 10m. One added later proves nothing complete that"
                                + " began before.")
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
                        "Threads of this instance for each of the two lanes; more than there are partitions stay idle.")
                .define(
                        COMMIT_INTERVAL_MS,
                        Type.LONG,
                        200L,
                        Range.between(10, 60_000),
                        Importance.MEDIUM,
                        "Milliseconds between transactions of the live lane. A candle can be read once its transaction is"
                                + " committed, so this is what exactly-once adds to its latency at most; less costs more"
                                + " transactions.")
                .define(
                        HISTORY_COMMIT_INTERVAL_MS,
                        Type.LONG,
                        1_000L,
                        Range.between(10, 60_000),
                        Importance.LOW,
                        "Milliseconds between transactions of the history lane, whose candles nobody waits for.")
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
                        CANDLES_KEPT_MS,
                        Type.LONG,
                        172_800_000L,
                        Range.between(60_000, LONGEST_MS),
                        Importance.MEDIUM,
                        "Milliseconds for which closed candles of a minute and longer stay open to late trades, and three"
                                + " lengths at least; about 160 bytes each on disk. A trade later than that goes to the"
                                + " dead letters, and the candle is made right by ./tickhouse recompute.")
                .define(
                        SECOND_CANDLES_KEPT_MS,
                        Type.LONG,
                        3_600_000L,
                        Range.between(1_000, LONGEST_MS),
                        Importance.LOW,
                        "The same for candles shorter than a minute.")
                .define(
                        LIVE_INTERVALS,
                        Type.LIST,
                        List.of("1s", "1m"),
                        AggregatorConfig::checkLiveIntervals,
                        Importance.MEDIUM,
                        "Of which of the intervals the open candle is published to market.candles-live.v1; may be empty.")
                .define(
                        LIVE_MS,
                        Type.LONG,
                        1_000L,
                        Range.between(100, 3_600_000),
                        Importance.LOW,
                        "Least milliseconds between two states of one instrument's open candles.")
                .define(
                        EMPTY_INTERVALS,
                        Type.STRING,
                        EmptyPolicy.NONE.label(),
                        AggregatorConfig::checkEmpties,
                        Importance.MEDIUM,
                        "What is published of an interval without trades: none, previous (a candle of 0 trades at the"
                                + " last price), zero (one of 0 trades at price 0).")
                .define(
                        EMPTY_IN_A_ROW,
                        Type.INT,
                        10_000,
                        Range.between(1, MOST_KEPT),
                        Importance.LOW,
                        "Most intervals without trades that are published in a row; of a longer silence none is, which is"
                                + " logged and counted.")
                .define(
                        GAP_GRACE_MS,
                        Type.LONG,
                        5_000L,
                        Range.between(0, 86_400_000),
                        Importance.LOW,
                        "Milliseconds of event time after which an id that was passed over counts as missing.")
                .define(
                        GAP_QUIET_MS,
                        Type.LONG,
                        10_000L,
                        Range.between(100, 86_400_000),
                        Importance.LOW,
                        "Milliseconds without new ids in a hole after which it counts as one, where event time does not"
                                + " tell: at the end of what is there, and before an archive loaded earlier.")
                .define(
                        FEED_PATIENCE_MS,
                        Type.LONG,
                        100_000L,
                        Range.between(1_000, 86_400_000),
                        Importance.LOW,
                        "Milliseconds after which a live capture that has not said so again is taken for ended; three times"
                                + " the captures' ws.status.interval.ms and some.")
                .define(
                        IDS_KEPT,
                        Type.INT,
                        10_000,
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
        checkLiveIntervals(name, value);
    }

    private static void checkLiveIntervals(String name, Object value) {
        for (Object label : (List<?>) value) {
            try {
                CandleInterval.of(String.valueOf(label));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, value, e.getMessage());
            }
        }
    }

    private static void checkEmpties(String name, Object value) {
        try {
            EmptyPolicy.of(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, e.getMessage());
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

    long commitIntervalMs(Lane lane) {
        return config.number(lane == Lane.HISTORY ? HISTORY_COMMIT_INTERVAL_MS : COMMIT_INTERVAL_MS);
    }

    long rocksDbBytes() {
        return config.number(ROCKSDB_BYTES);
    }

    Duration idleClose() {
        return Duration.ofMillis(config.number(IDLE_CLOSE_MS));
    }

    long gapQuietMillis() {
        return config.number(GAP_QUIET_MS);
    }

    long feedPatienceMillis() {
        return config.number(FEED_PATIENCE_MS);
    }

    CandlePolicy liveCandles() {
        List<CandleInterval> made = intervals(INTERVALS);
        List<CandleInterval> live =
                intervals(LIVE_INTERVALS).stream().filter(made::contains).toList();
        return candles(live, config.number(GRACE_MS), Long.MAX_VALUE);
    }

    CandlePolicy historyCandles() {
        return candles(
                List.of(),
                config.number(HISTORY_GRACE_MS),
                TimeUnit.MILLISECONDS.toMicros(config.number(HISTORY_STEP_BACK_MS)));
    }

    /** As {@link #historyCandles}, from trades in order. */
    CandlePolicy recomputedCandles() {
        return candles(List.of(), 0, Long.MAX_VALUE);
    }

    private List<CandleInterval> intervals(String key) {
        return config.list(key).stream().distinct().map(CandleInterval::of).toList();
    }

    private CandlePolicy candles(List<CandleInterval> live, long graceMs, long stepBack) {
        return new CandlePolicy(
                intervals(INTERVALS),
                live,
                config.number(LIVE_MS),
                EmptyPolicy.of(config.string(EMPTY_INTERVALS)),
                config.integer(EMPTY_IN_A_ROW),
                TimeUnit.MILLISECONDS.toMicros(graceMs),
                stepBack,
                TimeUnit.MILLISECONDS.toMicros(config.number(CANDLES_KEPT_MS)),
                TimeUnit.MILLISECONDS.toMicros(config.number(SECOND_CANDLES_KEPT_MS)),
                config.integer(IDS_KEPT),
                TimeUnit.MILLISECONDS.toMicros(config.number(GAP_GRACE_MS)),
                config.number(GAP_QUIET_MS));
    }
}
