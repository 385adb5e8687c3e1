package io.tickhouse.ingest.ws.setup;

import io.tickhouse.ingest.ws.capture.CaptureSettings;
import io.tickhouse.ingest.ws.rest.ApiKey;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.service.config.CommonConfig;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The service's own settings; those of one venue begin with {@code ws.} and its name with points. */
public final class IngestWsConfig {
    public static final int ADMIN_PORT = 7101;
    public static final String VENUES = "ws.venues";
    public static final String SYMBOLS = "ws.symbols";
    public static final String TYPES = "ws.types";
    public static final String KLINE_INTERVALS = "ws.kline.intervals";
    public static final String DEPTH = "ws.l2.depth";
    public static final String INTERVAL_MS = "ws.l2.interval.ms";
    public static final String IMAGE_LEVELS = "ws.l2.image.levels";
    public static final String AUDIT_MS = "ws.l2.audit.interval.ms";
    public static final String POLL_MS = "ws.poll.interval.ms";
    public static final String INSTRUMENTS_MS = "ws.instruments.interval.ms";
    public static final String QUEUE_FRAMES = "ws.queue.frames";
    public static final String QUEUE_CHARACTERS = "ws.queue.characters";
    public static final String CHANNELS = "ws.connection.channels";
    public static final String CONNECT_TIMEOUT_MS = "ws.connect.timeout.ms";
    public static final String ANSWER_TIMEOUT_MS = "ws.answer.timeout.ms";
    public static final String STALE_TIMEOUT_MS = "ws.stale.timeout.ms";
    public static final String STATUS_MS = "ws.status.interval.ms";
    public static final String BACKOFF_FIRST_MS = "ws.backoff.first.ms";
    public static final String BACKOFF_CAP_MS = "ws.backoff.cap.ms";
    public static final String ROTATE_MS = "ws.rotate.after.ms";
    public static final String OVERLAP_MS = "ws.rotate.overlap.ms";
    public static final String REST_TIMEOUT_MS = "ws.rest.timeout.ms";
    public static final String CIRCUIT_FAILURES = "ws.rest.circuit.failures";
    public static final String CIRCUIT_WAIT_MS = "ws.rest.circuit.wait.ms";
    /** A setting of one venue, see {@link #of}. */
    static final String API_KEY = "api.key";

    public static final String ARCHIVE_DIR = "ws.archive.dir";
    public static final String ARCHIVE_BYTES = "ws.archive.file.bytes";
    public static final String ARCHIVE_MS = "ws.archive.file.ms";
    public static final String ARCHIVE_FRAMES = "ws.archive.queue.frames";
    public static final String ARCHIVE_CHARACTERS = "ws.archive.queue.characters";
    public static final String ARCHIVE_LEVEL = "ws.archive.level";

    public static final String SESSIONS = "ws.sessions.enabled";
    public static final String SESSIONS_GROUP = "ws.sessions.group";
    public static final String SESSIONS_REPLICA = "ws.sessions.replica";
    public static final String LISTING_MS = "ws.listing.interval.ms";

    private IngestWsConfig() {}

    /** Key of a venue's own setting: {@code ws.binance.spot.url} for {@code url} of binance-spot. */
    public static String of(VenueAdapter venue, String setting) {
        return "ws." + venue.venue().name().replace('-', '.') + "." + setting;
    }

    public static ConfigDef def() {
        ConfigDef def = CommonConfig.def(ADMIN_PORT);
        what(def);
        how(def);
        archive(def);
        sessions(def);
        Venues.all().forEach(venue -> ofVenue(def, venue));
        return def;
    }

    private static void what(ConfigDef def) {
        String venues =
                Venues.all().stream().map(adapter -> adapter.venue().name()).collect(Collectors.joining(", "));
        def.define(
                VENUES,
                Type.LIST,
                "binance-spot",
                each(name -> {
                    if (Venues.of(name).isEmpty()) {
                        throw new IllegalArgumentException(
                                "expected venues out of " + venues + ", found '" + name + "'");
                    }
                }),
                Importance.HIGH,
                "Venues to capture, out of " + venues + ".");
        def.define(
                SYMBOLS,
                Type.LIST,
                "",
                each(name -> {}),
                Importance.HIGH,
                "Symbols to capture as the venue spells them, such as BTCUSDT or BTC/USD; ws.VENUE.symbols wins. May be empty"
                        + " where sessions are enabled.");
        def.define(
                TYPES,
                Type.LIST,
                "trades",
                each(DataType::of),
                Importance.HIGH,
                "Types to capture, such as trades,l2,klines; ws.VENUE.types wins. One that a venue lacks is an error.");
        def.define(
                KLINE_INTERVALS,
                Type.LIST,
                "1m",
                each(Interval::of),
                Importance.MEDIUM,
                "Intervals of klines, such as 1m,1h,1d.");
        def.define(
                DEPTH,
                Type.INT,
                20,
                Range.between(1, CaptureSettings.FULL_DEPTH),
                Importance.MEDIUM,
                "Most levels a side of a book's snapshot; " + CaptureSettings.FULL_DEPTH
                        + " is as full as a message can be.");
        def.define(
                INTERVAL_MS,
                Type.LONG,
                1_000L,
                Range.between(100, 3_600_000),
                Importance.MEDIUM,
                "Distance of a book's snapshots in milliseconds, from 100 to 3600000; they are taken at its multiples in"
                        + " UTC.");
    }

    private static void how(ConfigDef def) {
        integer(
                def,
                IMAGE_LEVELS,
                0,
                0,
                "Levels a side asked for to begin a book; 0 takes as many as the request budget"
                        + " allows, 1000 at most. Where the channel gives the image, the channel is at least so deep.");
        millis(def, AUDIT_MS, 3_600_000, 1, "How often a book is compared with a fresh image, in milliseconds.");
        millis(def, POLL_MS, 60_000, 100, "How often open interest and funding are asked for, in milliseconds.");
        millis(def, INSTRUMENTS_MS, 3_600_000, 1_000, "How often instruments are asked for, in milliseconds.");
        integer(
                def,
                QUEUE_FRAMES,
                4_096,
                1,
                "Most frames between sockets and decoder, a venue; the socket waits when"
                        + " it is full, nothing is dropped. More of them only wait longer.");
        integer(def, QUEUE_CHARACTERS, 64 << 20, 1, "Most characters of these frames; the socket waits likewise.");
        integer(def, CHANNELS, 1_024, 1, "Most channels on one connection; the venue's own limit holds as well.");
        integer(
                def,
                CONNECT_TIMEOUT_MS,
                750,
                1,
                "How long a handshake may take at first, in milliseconds. A venue that takes a connection and drops it"
                        + " before the handshake is noticed only then. After three that were too slow in a row it is twice"
                        + " as long each time, up to 16 times.");
        millis(
                def,
                ANSWER_TIMEOUT_MS,
                10_000,
                1,
                "How long the venue may take to answer subscribing requests, in" + " milliseconds.");
        millis(
                def,
                STALE_TIMEOUT_MS,
                60_000,
                1,
                "How long no record may come, in milliseconds, before a feed is called"
                        + " stale and subscribed anew, or a connection on which none comes is made anew; heartbeats are no"
                        + " records.");
        millis(
                def,
                STATUS_MS,
                30_000,
                1,
                "How often a feed that is up says so again, in milliseconds: a capture that says nothing for three times as"
                        + " long is taken for ended downstream.");
        millis(
                def,
                BACKOFF_FIRST_MS,
                250,
                1,
                "Longest wait before the second attempt to connect, in milliseconds;" + " doubles with every failure.");
        millis(
                def,
                BACKOFF_CAP_MS,
                1_000,
                1,
                "Longest wait between attempts to connect, in milliseconds; the venue's"
                        + " limit on attempts holds as well.");
        millis(
                def,
                ROTATE_MS,
                82_800_000,
                1_000,
                "Age at which a connection is replaced, in milliseconds, up to a tenth"
                        + " of it earlier; before the venue's cut, after 24 hours on Binance.");
        millis(
                def,
                OVERLAP_MS,
                2_000,
                0,
                "How long a connection and its replacement run side by side at least, in" + " milliseconds.");
        millis(def, REST_TIMEOUT_MS, 10_000, 1, "How long a REST answer may take, in milliseconds.");
        integer(
                def,
                CIRCUIT_FAILURES,
                5,
                1,
                "How many requests in a row may fail (no connection, no answer in time, status 500 and above) before a venue's"
                        + " REST host is left alone; requests fail at once then.");
        millis(
                def,
                CIRCUIT_WAIT_MS,
                1_000,
                1,
                "How long a REST host that fails is left alone, in milliseconds, before three requests may try it again.");
    }

    private static void archive(ConfigDef def) {
        def.define(
                ARCHIVE_DIR,
                Type.STRING,
                "",
                Importance.MEDIUM,
                "Folder where every frame and REST answer is kept as it came, for replays; made if it is not there. Empty:"
                        + " none is kept. Nothing is ever deleted there.");
        def.define(
                ARCHIVE_BYTES,
                Type.LONG,
                256L << 20,
                Range.atLeast(1),
                Importance.LOW,
                "Size in bytes on disk at which a file of the archive is closed and another begun.");
        millis(
                def,
                ARCHIVE_MS,
                3_600_000,
                1_000,
                "Age in milliseconds at which a file of the archive is closed and another begun.");
        integer(
                def,
                ARCHIVE_FRAMES,
                65_536,
                1,
                "Most frames of a capture that wait for the archive's disk. What finds no room is not archived, which the"
                        + " archive tells; the capture goes on.");
        integer(
                def,
                ARCHIVE_CHARACTERS,
                32 << 20,
                1,
                "Most characters of these frames; as many again may be on their way to the disk.");
        def.define(
                ARCHIVE_LEVEL,
                Type.INT,
                1,
                Range.between(1, 19),
                Importance.LOW,
                "Level of zstd's compression of the archive, from 1 to 19. On market data 3 is not smaller than 1; 9 is, by a"
                        + " tenth to a fifth, and takes two to four times as long.");
    }

    private static void sessions(ConfigDef def) {
        def.define(
                SESSIONS,
                Type.BOOLEAN,
                false,
                Importance.HIGH,
                "Whether sessions are run: captures begun, changed and ended at run time (./tickhouse capture).");
        def.define(
                SESSIONS_GROUP,
                Type.STRING,
                "ingest-ws",
                Importance.MEDIUM,
                "Consumer group of the replicas that share sessions. Each group runs every session once: replicas in two"
                        + " groups capture everything twice, and the copies fold into one downstream.");
        def.define(
                SESSIONS_REPLICA,
                Type.STRING,
                "",
                Importance.LOW,
                "Name of this replica in its group, no other's; one that comes back under its name has its sessions again at"
                        + " once. Empty: the host's name and admin.port.");
        millis(
                def,
                LISTING_MS,
                60_000,
                100,
                "How often a venue's listing is asked for, in milliseconds, where sessions have patterns.");
    }

    private static void ofVenue(ConfigDef def, VenueAdapter venue) {
        String name = venue.venue().name();
        def.define(
                of(venue, "url"),
                Type.STRING,
                venue.streams().baseUrl(),
                Importance.LOW,
                "Base address of the" + " sockets of " + name + ": scheme, host and port.");
        def.define(
                of(venue, "rest.url"),
                Type.STRING,
                venue.rest().baseUrl(),
                Importance.LOW,
                "Base address of the REST" + " interface of " + name + ": scheme, host and port.");
        def.define(
                of(venue, "symbols"),
                Type.LIST,
                "",
                Importance.MEDIUM,
                "Symbols of " + name + "; empty takes " + SYMBOLS + ".");
        def.define(
                of(venue, "types"),
                Type.LIST,
                "",
                each(DataType::of),
                Importance.MEDIUM,
                "Types of " + name + "; empty takes " + TYPES + ".");
        if (venue.rest().keyHeader().isPresent()) {
            secret(
                    def,
                    of(venue, API_KEY),
                    "Key of an account at " + name
                            + " for the requests that want one; from the environment or a file only."
                            + " Empty: these are not asked.");
        }
    }

    /** Not to be shown, in errors neither. */
    private static void secret(ConfigDef def, String key, String doc) {
        def.define(
                key,
                Type.PASSWORD,
                "",
                (name, value) -> {
                    if (value instanceof Password secret && !secret.value().matches(ApiKey.FORM)) {
                        throw new ConfigException("expected letters, digits and signs without blanks, found others");
                    }
                },
                Importance.LOW,
                doc);
    }

    private static void integer(ConfigDef def, String key, int standard, int least, String doc) {
        def.define(key, Type.INT, standard, Range.atLeast(least), Importance.LOW, doc);
    }

    private static void millis(ConfigDef def, String key, long standard, long least, String doc) {
        def.define(key, Type.LONG, standard, Range.atLeast(least), Importance.LOW, doc);
    }

    /** Checks that a list names each thing once, and each thing by itself. */
    private static Validator each(Consumer<String> check) {
        return (key, value) -> {
            if (value instanceof List<?> entries) {
                if (new HashSet<>(entries).size() < entries.size()) {
                    throw new ConfigException("expected each once, found " + entries);
                }
                try {
                    entries.forEach(entry -> check.accept(String.valueOf(entry)));
                } catch (IllegalArgumentException e) {
                    throw new ConfigException(e.getMessage());
                }
            }
        };
    }
}
