package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.ArchiveFile.Packaging;
import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.decode.Columns;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.decode.RecordReader;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Venue;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A market of Binance's archive. Files lie at {@code data/{spot|futures/um|futures/cm}/{daily|monthly}/TYPE/SYMBOL[/INTERVAL]/}
 * with their CHECKSUM beside them and one CSV of the same stem inside. File names of klines of all kinds have the interval in
 * place of the type. The symbol of COIN-M index price klines is the pair, such as BTCUSD, since all contracts of a pair share
 * the index. Source: binance-public-data README.
 */
public final class BinanceVenue implements ArchiveVenue {
    private static final String PUBLIC_URL = "https://data.binance.vision";
    private static final String LISTING_URL = "https://s3-ap-northeast-1.amazonaws.com/data.binance.vision";
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,39}");

    private static final String DAILY = "daily";
    private static final String MONTHLY = "monthly";
    /** Intervals that do not divide a day. Source: DAILY_INTERVALS in binance-public-data. */
    private static final Set<Interval> MONTHLY_ONLY = Set.of(Interval.DAY_3, Interval.WEEK_1, Interval.MONTH_1);

    private final BinanceMarket market;

    public BinanceVenue(BinanceMarket market) {
        this.market = market;
    }

    @Override
    public Venue venue() {
        return market.venue();
    }

    @Override
    public String publicUrl() {
        return PUBLIC_URL;
    }

    @Override
    public Listing listing() {
        return new Listing.S3(LISTING_URL);
    }

    @Override
    public boolean has(Series series) {
        boolean futures = market != BinanceMarket.SPOT;
        return switch (series.type()) {
            case TRADES, AGG_TRADES -> true;
            case KLINES -> !futures || !isSeconds(series);
            case MARK_PRICE_KLINES, INDEX_PRICE_KLINES, PREMIUM_INDEX_KLINES -> futures && !isSeconds(series);
            case FUNDING_RATE, METRICS -> futures;
        };
    }

    private static boolean isSeconds(Series series) {
        return series.interval().filter(Interval.SECOND_1::equals).isPresent();
    }

    @Override
    public String symbol(String text) {
        if (!SYMBOL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "expected a symbol of capital letters, digits, '_' and '-' such as BTCUSDT or BTCUSD_PERP, found '"
                            + text + "'");
        }
        return text;
    }

    @Override
    public String symbolsFolder(DataType type) {
        String periods = type == DataType.FUNDING_RATE ? MONTHLY : DAILY;
        return "data/" + market.folder() + '/' + periods + '/' + type.label() + '/';
    }

    @Override
    public Optional<ArchiveFile> day(Dataset dataset, LocalDate day) {
        return has(dataset.series()) && hasDays(dataset.series())
                ? Optional.of(file(dataset, Period.of(day), DAILY))
                : Optional.empty();
    }

    @Override
    public Optional<ArchiveFile> month(Dataset dataset, YearMonth month) {
        Series series = dataset.series();
        return has(series) && hasMonths(series) && !(hasDays(series) && MonthlyDefects.known(market, series, month))
                ? Optional.of(file(dataset, Period.of(month), MONTHLY))
                : Optional.empty();
    }

    private static boolean hasDays(Series series) {
        return series.type() != DataType.FUNDING_RATE
                && series.interval().filter(MONTHLY_ONLY::contains).isEmpty();
    }

    private static boolean hasMonths(Series series) {
        return series.type() != DataType.METRICS;
    }

    private ArchiveFile file(Dataset dataset, Period period, String periods) {
        String type = dataset.series().type().label();
        Optional<String> interval = dataset.series().interval().map(BinanceVenue::label);
        String stem = dataset.symbol() + '-' + interval.orElse(type) + '-' + period;
        return new ArchiveFile(
                dataset,
                period,
                "data/" + market.folder() + '/' + periods + '/' + type + '/' + dataset.symbol() + '/'
                        + interval.map(length -> length + '/').orElse("") + stem + ".zip",
                new Packaging.Zip(stem + ".csv"));
    }

    /** The contract's spelling but for the month: not all file systems tell {@code 1M} from {@code 1m}. */
    private static String label(Interval interval) {
        return interval == Interval.MONTH_1 ? "1mo" : interval.label();
    }

    @Override
    public Layout layout(ArchiveFile file, Fields firstLine, Reading reading) throws UnknownLayout {
        Columns columns = BinanceColumns.of(market, file, firstLine);
        return new Layout(columns.hasHeader(), reader(file, columns, reading));
    }

    private RowReader reader(ArchiveFile file, Columns columns, Reading reading) {
        return switch (file.dataset().series().type()) {
            case TRADES -> new BinanceTrades(market, file, columns, reading);
            case AGG_TRADES -> new BinanceAggTrades(market, file, columns, reading);
            case KLINES, MARK_PRICE_KLINES, INDEX_PRICE_KLINES, PREMIUM_INDEX_KLINES ->
                new RecordReader<>(columns, new BinanceKlines(file, columns, reading), Topics.KLINES_HISTORY, reading);
            case FUNDING_RATE ->
                new RecordReader<>(
                        columns,
                        new BinanceFundingRates(file, columns, reading),
                        Topics.FUNDING_RATES_HISTORY,
                        reading);
            case METRICS ->
                new RecordReader<>(
                        columns,
                        new BinanceMetrics(market, file, columns, reading),
                        Topics.OPEN_INTEREST_HISTORY,
                        reading);
        };
    }
}
