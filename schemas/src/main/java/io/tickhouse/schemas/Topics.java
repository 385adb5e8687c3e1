package io.tickhouse.schemas;

import io.tickhouse.market.AggTrade;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.BulkLedgerEntry;
import io.tickhouse.market.Candle;
import io.tickhouse.market.CaptureLedgerEntry;
import io.tickhouse.market.Coverage;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.GapEvent;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.Kline;
import io.tickhouse.market.L2Delta;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.market.Liquidation;
import io.tickhouse.market.MarkPrice;
import io.tickhouse.market.OpenInterest;
import io.tickhouse.market.Ticker;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The catalogue of topics. A new data type is an entry here, a schema and a migration. */
public final class Topics {
    /** Partitions of every {@code market.*} topic when nothing else is asked for, so that one instrument is one order. */
    public static final int MARKET_PARTITIONS = 12;

    private static final String INSTRUMENT_KEY = "venue:symbol";
    private static final Duration LIVE = Duration.ofDays(7);
    private static final Duration HISTORY = Duration.ofDays(3);
    private static final Duration FACTS = Duration.ofDays(30);
    private static final long GIB = 1L << 30;

    public static final Topic<Trade> TRADES = market("trades", Trade.class, LIVE, 50, "trades");
    public static final Topic<Trade> TRADES_HISTORY = market("trades-history", Trade.class, HISTORY, 100, "trades");
    public static final Topic<AggTrade> AGG_TRADES = market("agg-trades", AggTrade.class, LIVE, 50, "agg_trades");
    public static final Topic<AggTrade> AGG_TRADES_HISTORY =
            market("agg-trades-history", AggTrade.class, HISTORY, 100, "agg_trades");
    public static final Topic<Kline> KLINES = market("klines", Kline.class, LIVE, 10, "klines");
    public static final Topic<Kline> KLINES_HISTORY = market("klines-history", Kline.class, HISTORY, 20, "klines");
    public static final Topic<FundingRate> FUNDING_RATES =
            market("funding-rates", FundingRate.class, FACTS, 1, "funding_rates");
    public static final Topic<FundingRate> FUNDING_RATES_HISTORY =
            market("funding-rates-history", FundingRate.class, HISTORY, 1, "funding_rates");
    public static final Topic<MarkPrice> MARK_PRICES = market("mark-prices", MarkPrice.class, LIVE, 10, "mark_prices");
    public static final Topic<OpenInterest> OPEN_INTEREST =
            market("open-interest", OpenInterest.class, LIVE, 1, "open_interest");
    public static final Topic<OpenInterest> OPEN_INTEREST_HISTORY =
            market("open-interest-history", OpenInterest.class, HISTORY, 5, "open_interest");
    public static final Topic<Ticker> TICKERS = market("tickers", Ticker.class, LIVE, 10, "tickers");
    public static final Topic<BookTicker> BOOK_TICKERS =
            market("book-tickers", BookTicker.class, Duration.ofDays(1), 20, "book_tickers");
    public static final Topic<L2Snapshot> L2_SNAPSHOTS =
            market("l2-snapshots", L2Snapshot.class, LIVE, 50, "l2_snapshots");
    public static final Topic<L2Delta> L2_DELTAS = market("l2-deltas", L2Delta.class, Duration.ofDays(1), 50, null);
    public static final Topic<Liquidation> LIQUIDATIONS =
            market("liquidations", Liquidation.class, FACTS, 1, "liquidations");
    public static final Topic<Instrument> INSTRUMENTS =
            compacted("market.instruments.v1", INSTRUMENT_KEY, Instrument.class, MARKET_PARTITIONS, "instruments");
    public static final Topic<FeedStatus> FEED_STATUS =
            market("feed-status", FeedStatus.class, FACTS, 1, "feed_status");
    public static final Topic<Coverage> COVERAGE = market("coverage", Coverage.class, FACTS, 1, "coverage");
    public static final Topic<Candle> CANDLES = market("candles", Candle.class, FACTS, 10, "candles");
    public static final Topic<Candle> CANDLES_HISTORY = market("candles-history", Candle.class, HISTORY, 20, "candles");
    public static final Topic<Candle> CANDLES_LIVE =
            compacted("market.candles-live.v1", "venue:symbol:interval", Candle.class, MARKET_PARTITIONS, null);
    public static final Topic<GapEvent> GAPS = market("gaps", GapEvent.class, FACTS, 1, "gaps");
    public static final Topic<BulkLedgerEntry> BULK_JOBS =
            compacted("tickhouse.bulk-jobs.v1", "file:venue:path, job:id or run:id", BulkLedgerEntry.class, 1, null);
    /** A session's partition is the replicas' way to share sessions; both kinds of a session's entries are in it. */
    public static final Topic<CaptureLedgerEntry> CAPTURES =
            compacted("tickhouse.captures.v1", "session:id or run:group:id", CaptureLedgerEntry.class, 8, null);
    /** Records and rows that could not be read, as their bytes; {@link DeadLetterHeaders} say who, why and where from. */
    public static final Topic<SpecificRecord> DEAD_LETTERS = new Topic<>(
            "tickhouse.dead-letters.v1",
            "topic:partition:offset or file:line",
            Optional.empty(),
            1,
            Cleanup.DELETE,
            FACTS,
            GIB,
            2 * Topic.DEFAULT_MESSAGE_BYTES, // the largest record of any topic fits, with its headers and ours
            Optional.empty());

    private static final List<Topic<?>> ALL = List.of(
            TRADES,
            TRADES_HISTORY,
            AGG_TRADES,
            AGG_TRADES_HISTORY,
            KLINES,
            KLINES_HISTORY,
            FUNDING_RATES,
            FUNDING_RATES_HISTORY,
            MARK_PRICES,
            OPEN_INTEREST,
            OPEN_INTEREST_HISTORY,
            TICKERS,
            BOOK_TICKERS,
            L2_SNAPSHOTS,
            L2_DELTAS,
            LIQUIDATIONS,
            INSTRUMENTS,
            FEED_STATUS,
            COVERAGE,
            CANDLES,
            CANDLES_HISTORY,
            CANDLES_LIVE,
            GAPS,
            BULK_JOBS,
            CAPTURES,
            DEAD_LETTERS);

    private Topics() {}

    /** Every topic, in the order of the documentation. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    /** The topic of that name; empty when the catalogue has none. */
    public static Optional<Topic<?>> byName(String name) {
        return ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .<Topic<?>>map(topic -> topic)
                .findFirst();
    }

    /** The key of an instrument's records: {@code venue:symbol}. */
    public static String key(String venue, String symbol) {
        return venue + ':' + symbol;
    }

    private static <V extends SpecificRecord> Topic<V> market(
            String type,
            Class<V> value,
            Duration retention,
            long gibibytes,
            @org.jspecify.annotations.Nullable String table) {
        return new Topic<>(
                "market." + type + ".v1",
                INSTRUMENT_KEY,
                Optional.of(value),
                MARKET_PARTITIONS,
                Cleanup.DELETE,
                retention,
                gibibytes * GIB,
                Topic.DEFAULT_MESSAGE_BYTES,
                Optional.ofNullable(table));
    }

    private static <V extends SpecificRecord> Topic<V> compacted(
            String name, String key, Class<V> value, int partitions, @org.jspecify.annotations.Nullable String table) {
        return new Topic<>(
                name,
                key,
                Optional.of(value),
                partitions,
                Cleanup.COMPACT,
                LIVE,
                -1,
                Topic.DEFAULT_MESSAGE_BYTES,
                Optional.ofNullable(table));
    }
}
