package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.TradeColumns;
import io.tickhouse.schemas.market.Venue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The layouts that trades files have had. Spot: id, price, qty, quoteQty, time, isBuyerMaker, isBestMatch, never a header.
 * USD-M: id, price, qty, quote_qty, time, is_buyer_maker; COIN-M: base_qty in place of quote_qty; a header in newer files
 * and re-publications. Where there is a header the columns are taken by name. Source: binance-public-data README.
 */
public final class TradeLayouts {
    private static final Map<Venue, List<String>> COLUMNS = Map.of(
            Venue.BINANCE_SPOT, List.of("id", "price", "qty", "quoteqty", "time", "isbuyermaker", "isbestmatch"),
            Venue.BINANCE_USDM, List.of("id", "price", "qty", "quoteqty", "time", "isbuyermaker"),
            Venue.BINANCE_COINM, List.of("id", "price", "qty", "baseqty", "time", "isbuyermaker"));
    private static final int LONGEST_SHOWN = 200;

    private TradeLayouts() {}

    /**
     * How a file is laid out.
     *
     * @param hasHeader true when its first line names the columns and is no row
     */
    public record Layout(boolean hasHeader, TradeColumns columns) {}

    /**
     * The layout by a file's first line.
     *
     * @throws UnknownLayout showing the line, if it is of none we know
     */
    public static Layout of(ArchiveFile file, Fields line) throws UnknownLayout {
        List<String> expected = COLUMNS.get(file.venue());
        if (expected == null) {
            throw new IllegalArgumentException("no trades layout for " + file.venue());
        }
        if (line.count() != expected.size()) {
            throw unknown(file, line, expected, expected.size() + " columns", line.count() + " columns");
        }
        if (line.isDigits(0)) {
            return new Layout(false, columns(expected));
        }
        List<String> names = java.util.stream.IntStream.range(0, line.count())
                .mapToObj(field -> line.text(field).replace("_", "").toLowerCase(Locale.ROOT))
                .toList();
        if (!names.containsAll(expected)) {
            throw unknown(file, line, expected, "a row or a header of known columns", "another first line");
        }
        return new Layout(true, columns(names));
    }

    private static TradeColumns columns(List<String> names) {
        return new TradeColumns(
                names.size(),
                names.indexOf("id"),
                names.indexOf("price"),
                names.indexOf("qty"),
                // base_qty of COIN-M is the contracts' worth in base currency: another thing
                names.indexOf("quoteqty"),
                names.indexOf("time"),
                names.indexOf("isbuyermaker"),
                names.indexOf("isbestmatch"));
    }

    private static UnknownLayout unknown(
            ArchiveFile file, Fields line, List<String> expected, String wanted, String found) {
        String shown = new String(
                line.bytes(),
                line.from(0),
                Math.min(LONGEST_SHOWN, line.to(Math.min(line.count(), 64) - 1) - line.from(0)),
                java.nio.charset.StandardCharsets.UTF_8);
        return new UnknownLayout(file.path() + ", line 1: expected " + wanted + " (" + String.join(", ", expected)
                + "), found " + found + ": '" + shown
                + "'. The layout is not known; nothing of the file is loaded");
    }
}
