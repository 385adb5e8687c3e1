package io.tickhouse.ingest.ws.setup;

import io.tickhouse.ingest.ws.capture.CaptureSettings;
import io.tickhouse.ingest.ws.connection.Backoff;
import io.tickhouse.ingest.ws.connection.ConnectionSettings;
import io.tickhouse.ingest.ws.rest.ApiKey;
import io.tickhouse.ingest.ws.rest.RestSettings;
import io.tickhouse.ingest.ws.venue.BookRule;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.RestLimit;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.ingest.ws.venue.VenueRest;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.service.config.ServiceConfig;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A venue's settings, out of the service's. */
public final class VenueSetup {
    private static final int DEEPEST_IMAGE = 1_000;
    private static final int SHALLOWEST_IMAGE = 100;

    private final ServiceConfig config;
    private final VenueAdapter venue;

    public VenueSetup(ServiceConfig config, VenueAdapter venue) {
        this.config = config;
        this.venue = venue;
    }

    public String url() {
        return config.string(IngestWsConfig.of(venue, "url"));
    }

    /**
     * What the service's settings have captured.
     *
     * @throws IllegalArgumentException if the venue lacks a type or an interval, or there is nothing to capture
     */
    public Selection selection() {
        Set<DataType> types =
                own("types", IngestWsConfig.TYPES).stream().map(DataType::of).collect(Collectors.toSet());
        List<Interval> intervals = config.list(IngestWsConfig.KLINE_INTERVALS).stream()
                .map(Interval::of)
                .toList();
        return selection(
                own("symbols", IngestWsConfig.SYMBOLS), types, intervals, config.integer(IngestWsConfig.DEPTH));
    }

    /**
     * A selection that the venue has.
     *
     * @param intervals of klines, where these are among the types
     * @param depth most levels a side of a snapshot
     * @throws IllegalArgumentException if the venue lacks a type or an interval, or there is nothing to capture
     */
    public Selection selection(List<String> symbols, Set<DataType> types, List<Interval> intervals, int depth) {
        EnumSet<DataType> known = EnumSet.copyOf(venue.streams().types());
        known.addAll(venue.rest().types());
        List<String> lacking = types.stream()
                .filter(type -> !known.contains(type))
                .map(DataType::label)
                .toList();
        if (!lacking.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected types of " + venue.venue().name() + " out of "
                            + known.stream().map(DataType::label).collect(Collectors.joining(", ")) + ", found "
                            + String.join(", ", lacking));
        }
        if (symbols.isEmpty() || types.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected symbols and types for " + venue.venue().name() + ", found none");
        }
        Selection selection = new Selection(
                symbols,
                types,
                types.contains(DataType.KLINES) ? intervals : List.of(),
                Math.max(depth, config.integer(IngestWsConfig.IMAGE_LEVELS)));
        venue.streams().subscriptions(selection);
        return selection;
    }

    private List<String> own(String setting, String common) {
        List<String> own = config.list(IngestWsConfig.of(venue, setting));
        return own.isEmpty() ? config.list(common) : own;
    }

    /** How the service's settings have it captured. */
    public CaptureSettings capture(String captureId, Selection selection) {
        return capture(captureId, selection, config.integer(IngestWsConfig.DEPTH), millis(IngestWsConfig.INTERVAL_MS));
    }

    /**
     * How it is captured.
     *
     * @param depth most levels a side of a snapshot
     * @param interval between snapshots
     */
    public CaptureSettings capture(String captureId, Selection selection, int depth, Duration interval) {
        return new CaptureSettings(
                captureId,
                selection,
                depth,
                interval,
                imageLevels(selection.symbols().size(), depth),
                millis(IngestWsConfig.AUDIT_MS),
                millis(IngestWsConfig.STALE_TIMEOUT_MS),
                millis(IngestWsConfig.STATUS_MS),
                millis(IngestWsConfig.POLL_MS),
                millis(IngestWsConfig.INSTRUMENTS_MS));
    }

    /** As deep as half of the request budget of a window allows for all books at once, and as deep as snapshots need. */
    private int imageLevels(int books, int depth) {
        if (venue.books(depth).origin() == BookRule.Origin.CHANNEL) {
            return 0;
        }
        VenueRest rest = venue.rest();
        int asked = config.integer(IngestWsConfig.IMAGE_LEVELS);
        int least = Math.max(depth, SHALLOWEST_IMAGE);
        if (asked > 0) {
            return Math.min(rest.deepestBook(), Math.max(asked, depth));
        }
        RestLimit limit = rest.limit();
        int levels = Math.max(DEEPEST_IMAGE, 2 * depth);
        while (levels > least && (long) rest.book("X", levels).weight() * books > limit.weight() / 2) {
            levels /= 2;
        }
        return Math.min(rest.deepestBook(), Math.max(levels, least));
    }

    public ConnectionSettings connection() {
        return new ConnectionSettings(
                Duration.ofMillis(config.integer(IngestWsConfig.CONNECT_TIMEOUT_MS)),
                millis(IngestWsConfig.ANSWER_TIMEOUT_MS),
                millis(IngestWsConfig.STALE_TIMEOUT_MS),
                new Backoff(millis(IngestWsConfig.BACKOFF_FIRST_MS), millis(IngestWsConfig.BACKOFF_CAP_MS)),
                millis(IngestWsConfig.ROTATE_MS),
                millis(IngestWsConfig.OVERLAP_MS));
    }

    public int channels() {
        return config.integer(IngestWsConfig.CHANNELS);
    }

    /** How it is asked over REST. */
    public RestSettings rest() {
        String key = IngestWsConfig.of(venue, IngestWsConfig.API_KEY);
        return new RestSettings(
                config.string(IngestWsConfig.of(venue, "rest.url")),
                millis(IngestWsConfig.REST_TIMEOUT_MS),
                new ApiKey(key, venue.rest().keyHeader().isPresent() ? config.secret(key) : ""),
                config.integer(IngestWsConfig.CIRCUIT_FAILURES),
                millis(IngestWsConfig.CIRCUIT_WAIT_MS));
    }

    private Duration millis(String key) {
        return Duration.ofMillis(config.number(key));
    }
}
