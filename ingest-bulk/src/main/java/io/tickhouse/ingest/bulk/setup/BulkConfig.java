package io.tickhouse.ingest.bulk.setup;

import io.tickhouse.ingest.bulk.fetch.FetchSettings;
import io.tickhouse.ingest.bulk.publish.DatasetPublisher;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The service's settings. */
public final class BulkConfig {
    /** The service. */
    public static final String SERVICE = "ingest-bulk";

    public static final String PREFIX = "bulk.";

    private static final String ARCHIVE_URL = "bulk.archive.url";
    private static final String KEEP_FILES = "bulk.keep.files";
    private static final String FETCH_ATTEMPTS = "bulk.fetch.attempts";
    private static final String FETCH_BACKOFF_MS = "bulk.fetch.backoff.ms";
    private static final String FETCH_BACKOFF_MAX_MS = "bulk.fetch.backoff.max.ms";
    private static final String FETCH_ASKED_MAX_MS = "bulk.fetch.retry.after.max.ms";
    private static final String FETCH_SILENCE_MS = "bulk.fetch.silence.ms";
    private static final String ZIP_BYTES_MAX = "bulk.zip.bytes.max";
    private static final String CSV_BYTES_MAX = "bulk.csv.bytes.max";
    private static final String SPOOL_BYTES = "bulk.spool.bytes";
    private static final String REFUSED_ROWS_MAX = "bulk.refused.rows.max";
    private static final String TRANSACTION_MS = "bulk.transaction.ms";
    private static final String PUBLISH_ATTEMPTS = "bulk.publish.attempts";
    private static final String PUBLISH_BACKOFF_MS = "bulk.publish.backoff.ms";
    private static final String LEDGER_WAIT_MS = "bulk.ledger.wait.ms";
    private static final String FETCH_PARALLEL = "bulk.fetch.parallel";
    private static final String PUBLISH_PARALLEL = "bulk.publish.parallel";
    private static final String FILE_ATTEMPTS = "bulk.file.attempts";
    private static final String FILE_RETRY_MS = "bulk.file.retry.ms";
    private static final String FOLLOW_MS = "bulk.follow.ms";
    private static final String RUNNERS_GROUP = "bulk.runners.group.id";
    private static final long GIB = 1L << 30;

    private final ServiceConfig config;

    public BulkConfig(ServiceConfig config) {
        this.config = config;
    }

    public static ConfigDef def() {
        return CommonConfig.def(0)
                .define(
                        ARCHIVE_URL,
                        Type.STRING,
                        "",
                        Importance.HIGH,
                        "Archive to load from, unless --archive names another: an http or https address, or a folder;"
                                + " empty for the venue's public archive.")
                .define(
                        KEEP_FILES,
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether the ZIPs stay in the work folder after a load.")
                .define(
                        FETCH_ATTEMPTS,
                        Type.INT,
                        6,
                        Range.between(1, 100),
                        Importance.MEDIUM,
                        "Tries of one HTTP request against lost connections, silence, 5xx, 429 and 418.")
                .define(
                        FETCH_BACKOFF_MS,
                        Type.LONG,
                        500L,
                        Range.between(1, 60_000),
                        Importance.LOW,
                        "Wait before the second try, in milliseconds; doubles with each further one, with jitter.")
                .define(
                        FETCH_BACKOFF_MAX_MS,
                        Type.LONG,
                        30_000L,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Longest wait between two tries, in milliseconds, unless the server asks for more.")
                .define(
                        FETCH_ASKED_MAX_MS,
                        Type.LONG,
                        900_000L,
                        Range.between(1, 86_400_000),
                        Importance.LOW,
                        "Longest wait, in milliseconds, that a server's Retry-After is granted; all fetches wait together.")
                .define(
                        FETCH_SILENCE_MS,
                        Type.LONG,
                        30_000L,
                        Range.between(10, 3_600_000),
                        Importance.LOW,
                        "A request without a byte for so long, in milliseconds, counts as failed.")
                .define(
                        ZIP_BYTES_MAX,
                        Type.LONG,
                        8 * GIB,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Most bytes a ZIP may have; a larger one is refused.")
                .define(
                        CSV_BYTES_MAX,
                        Type.LONG,
                        32 * GIB,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Most bytes the CSV in a ZIP may have; a larger one is refused.")
                .define(
                        SPOOL_BYTES,
                        Type.LONG,
                        2 * GIB,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Bytes of the work folder in which rows that were verified wait, encoded, to be published; about"
                                + " 100 a trade. Files that find no room there are read once more instead. 0: all are.")
                .define(
                        REFUSED_ROWS_MAX,
                        Type.LONG,
                        1_000L,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "With more refused rows than this a file is taken for an unknown layout, and nothing of it is"
                                + " loaded.")
                .define(
                        TRANSACTION_MS,
                        Type.LONG,
                        1_000L,
                        Range.between(10, 2_000),
                        Importance.MEDIUM,
                        "How long one transaction collects rows, in milliseconds; consumers see rows that much later.")
                .define(
                        PUBLISH_ATTEMPTS,
                        Type.INT,
                        10,
                        Range.between(1, 1_000),
                        Importance.MEDIUM,
                        "Tries against failing brokers without any progress before a load gives up.")
                .define(
                        PUBLISH_BACKOFF_MS,
                        Type.LONG,
                        1_000L,
                        Range.between(1, 600_000),
                        Importance.LOW,
                        "Wait between two of these tries, in milliseconds.")
                .define(
                        LEDGER_WAIT_MS,
                        Type.LONG,
                        120_000L,
                        Range.between(1_000, 3_600_000),
                        Importance.LOW,
                        "How long to wait for other loads' open transactions in the ledger, in milliseconds; longer"
                                + " than a producer's transaction.timeout.ms.")
                .define(
                        FETCH_PARALLEL,
                        Type.INT,
                        5,
                        Range.between(1, 10),
                        Importance.MEDIUM,
                        "Files that a runner fetches at a time.")
                .define(
                        PUBLISH_PARALLEL,
                        Type.INT,
                        2,
                        Range.between(1, 16),
                        Importance.MEDIUM,
                        "Datasets (symbol and type) that a runner publishes at a time; the files of one follow one another.")
                .define(
                        FILE_ATTEMPTS,
                        Type.INT,
                        3,
                        Range.between(1, 100),
                        Importance.LOW,
                        "Fetches of a file whose checksum does not match, or half of which is missing, before it is set"
                                + " aside.")
                .define(
                        FILE_RETRY_MS,
                        Type.LONG,
                        30_000L,
                        Range.between(1, 86_400_000),
                        Importance.LOW,
                        "Wait before such a file is fetched again, in milliseconds; also the first wait when the archive"
                                + " cannot be reached, doubling up to ten minutes.")
                .define(
                        FOLLOW_MS,
                        Type.LONG,
                        600_000L,
                        Range.between(100, 86_400_000),
                        Importance.LOW,
                        "How often a runner looks for new days of jobs that follow, and asks again for what it could not"
                                + " plan, in milliseconds.")
                .define(
                        RUNNERS_GROUP,
                        Type.STRING,
                        "ingest-bulk-runners",
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "Consumer group of the runners; one of its members works, the others stand by.");
    }

    /** Files fetched at a time, 1 to 10. */
    public int fetchParallel() {
        return config.integer(FETCH_PARALLEL);
    }

    /** Datasets published at a time. */
    public int publishParallel() {
        return config.integer(PUBLISH_PARALLEL);
    }

    public int fileAttempts() {
        return config.integer(FILE_ATTEMPTS);
    }

    public Duration fileRetry() {
        return millis(FILE_RETRY_MS);
    }

    public Duration followEvery() {
        return millis(FOLLOW_MS);
    }

    public String runnersGroup() {
        return config.string(RUNNERS_GROUP);
    }

    public String archiveUrl() {
        return config.string(ARCHIVE_URL);
    }

    public boolean keepFiles() {
        return config.flag(KEEP_FILES);
    }

    public FetchSettings fetching() {
        return new FetchSettings(
                config.integer(FETCH_ATTEMPTS),
                millis(FETCH_BACKOFF_MS),
                millis(FETCH_BACKOFF_MAX_MS),
                millis(FETCH_ASKED_MAX_MS),
                millis(FETCH_SILENCE_MS));
    }

    public long zipBytesMax() {
        return config.number(ZIP_BYTES_MAX);
    }

    public long csvBytesMax() {
        return config.number(CSV_BYTES_MAX);
    }

    public long spoolBytes() {
        return config.number(SPOOL_BYTES);
    }

    public long refusedRowsMax() {
        return config.number(REFUSED_ROWS_MAX);
    }

    public DatasetPublisher.Settings publishing() {
        return new DatasetPublisher.Settings(
                millis(TRANSACTION_MS), config.integer(PUBLISH_ATTEMPTS), millis(PUBLISH_BACKOFF_MS));
    }

    public Duration ledgerWait() {
        return millis(LEDGER_WAIT_MS);
    }

    private Duration millis(String key) {
        return Duration.ofMillis(config.number(key));
    }
}
