package io.tickhouse.ingest.bulk.venue.bybit;

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
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.schemas.market.Venue;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A product's part of Bybit's archive: trades, one gzip a day at {@code trading/SYMBOL/SYMBOLDAY.csv.gz} or
 * {@code spot/SYMBOL/SYMBOL_DAY.csv.gz}, with no checksum beside it.
 *
 * <p>Files of spot's months are not used: ids begin at 1 in every file, so the same trade would have another name in a
 * month's file than in its day's.
 */
public final class BybitVenue implements ArchiveVenue {
    private static final String PUBLIC_URL = "https://public.bybit.com";

    private final BybitProduct product;

    public BybitVenue(BybitProduct product) {
        this.product = product;
    }

    @Override
    public Venue venue() {
        return product.venue();
    }

    @Override
    public String publicUrl() {
        return PUBLIC_URL;
    }

    @Override
    public Listing listing() {
        return new Listing.Html();
    }

    @Override
    public boolean has(Series series) {
        return series.type() == DataType.TRADES;
    }

    @Override
    public String symbol(String text) {
        return product.requireSymbol(text);
    }

    @Override
    public String symbolsFolder(DataType type) {
        return product.folder();
    }

    @Override
    public Optional<ArchiveFile> day(Dataset dataset, LocalDate day) {
        String symbol = dataset.symbol();
        return has(dataset.series())
                ? Optional.of(new ArchiveFile(
                        dataset,
                        Period.of(day),
                        product.folder() + symbol + '/' + symbol + product.separator() + day + ".csv.gz",
                        new Packaging.Gzip()))
                : Optional.empty();
    }

    @Override
    public Optional<ArchiveFile> month(Dataset dataset, YearMonth month) {
        return Optional.empty();
    }

    @Override
    public Layout layout(ArchiveFile file, Fields firstLine, Reading reading) throws UnknownLayout {
        boolean spot = product == BybitProduct.SPOT;
        Columns columns = Columns.named(file, firstLine, spot ? BybitSpotTrades.COLUMNS : BybitContractTrades.COLUMNS);
        return new Layout(
                columns.hasHeader(),
                spot ? new BybitSpotTrades(file, columns, reading) : new BybitContractTrades(file, columns, reading));
    }
}
