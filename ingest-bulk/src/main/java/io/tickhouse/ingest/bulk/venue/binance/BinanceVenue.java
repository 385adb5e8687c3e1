package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.ArchiveFile.Packaging;
import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.decode.TradeDecoder;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.schemas.market.Venue;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A market of Binance's archive. Files lie at {@code data/{spot|futures/um|futures/cm}/{daily|monthly}/TYPE/SYMBOL[/INTERVAL]/}
 * with their CHECKSUM beside them and one CSV of the same stem inside. Source: binance-public-data README.
 */
public final class BinanceVenue implements ArchiveVenue {
    private static final String PUBLIC_URL = "https://data.binance.vision";
    private static final String LISTING_URL = "https://s3-ap-northeast-1.amazonaws.com/data.binance.vision";
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,39}");

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
        return series.type() == DataType.TRADES;
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
        return "data/" + market.folder() + "/daily/" + type.label() + '/';
    }

    @Override
    public Optional<ArchiveFile> day(Dataset dataset, LocalDate day) {
        return Optional.of(file(dataset, Period.of(day), "daily"));
    }

    @Override
    public Optional<ArchiveFile> month(Dataset dataset, YearMonth month) {
        return Optional.of(file(dataset, Period.of(month), "monthly"));
    }

    private ArchiveFile file(Dataset dataset, Period period, String folder) {
        String type = dataset.series().type().label();
        String stem = dataset.symbol() + '-' + type + '-' + period;
        return new ArchiveFile(
                dataset,
                period,
                "data/" + market.folder() + '/' + folder + '/' + type + '/' + dataset.symbol() + '/' + stem + ".zip",
                new Packaging.Zip(stem + ".csv"));
    }

    @Override
    public Layout layout(ArchiveFile file, Fields firstLine, Reading reading) throws UnknownLayout {
        TradeLayouts.Layout layout = TradeLayouts.of(file, firstLine);
        return new Layout(
                layout.hasHeader(), new TradeDecoder(layout.columns(), file.venue(), file.symbol(), reading));
    }
}
