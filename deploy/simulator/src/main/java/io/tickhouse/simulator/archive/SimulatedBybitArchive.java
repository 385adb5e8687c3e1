package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.dataset.BybitCsv;
import io.tickhouse.simulator.dataset.BybitProduct;
import io.tickhouse.simulator.dataset.Period;
import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.MarketPlan;
import io.tickhouse.simulator.market.SymbolDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of simulated trades in the layout of Bybit's public archive: gzipped CSV files without checksums.
 *
 * @param from first UTC day
 * @param to last UTC day, inclusive
 * @param months also publish monthly files where the venue does, of those days of the month that are simulated
 * @param tradesPerSymbol over all days, at least 1
 * @param seed same seed, same rows
 * @param deflateLevel 1 (fast) to 9 (small)
 * @param newestFirst whether the last trade comes first, as in the venue's old files
 * @param rpi whether the files have the column of retail price improvement orders, which came late in 2025
 */
public record SimulatedBybitArchive(
        Path root,
        BybitProduct product,
        List<String> symbols,
        LocalDate from,
        LocalDate to,
        boolean months,
        long tradesPerSymbol,
        long seed,
        int deflateLevel,
        boolean newestFirst,
        boolean rpi) {
    /** Another venue, other trades. */
    private static final long VENUE = 0x6279_6269_7400_0000L;

    public SimulatedBybitArchive {
        symbols = symbols.stream().distinct().toList();
    }

    /** Like {@link SimulatedArchive#write}. */
    public SimulatedArchive.Outcome write(SimulatedArchive.Progress progress) throws IOException {
        List<PlannedFile> files = new ArrayList<>();
        for (String symbol : symbols) {
            Instrument instrument = Instrument.of(product.grid(), ArchiveFile.requireSymbol(symbol));
            SymbolDays days = new SymbolDays(MarketPlan.of(seed ^ VENUE, instrument, from, to, tradesPerSymbol));
            periods().forEach(period -> files.add(planned(days, period)));
        }
        int written = FileMaker.make(root, files, progress);
        return new SimulatedArchive.Outcome(tradesPerSymbol * symbols.size(), written, files.size() - written);
    }

    private List<Period> periods() {
        List<Period> periods = new ArrayList<>();
        from.datesUntil(to.plusDays(1)).map(Period.Day::new).forEach(periods::add);
        if (months && product.isMonthly()) {
            YearMonth last = YearMonth.from(to);
            for (YearMonth month = YearMonth.from(from); !month.isAfter(last); month = month.plusMonths(1)) {
                periods.add(new Period.Month(month));
            }
        }
        return periods;
    }

    private PlannedFile planned(SymbolDays days, Period period) {
        List<DayPlan> plans = days.between(period.first(), period.last());
        BybitCsv csv = new BybitCsv(product, rpi);
        GzWriter writer = new GzWriter(deflateLevel, newestFirst);
        String path = product.path(days.instrument().symbol(), period);
        return new PlannedFile(
                path,
                List.of(),
                "model=%d seed=%d from=%s to=%s trades=%d level=%d newest_first=%s rpi=%s"
                        .formatted(
                                SimulatedArchive.MODEL_VERSION,
                                seed,
                                from,
                                to,
                                tradesPerSymbol,
                                deflateLevel,
                                newestFirst,
                                rpi),
                days.trades(period.first(), period.last()),
                () -> writer.write(root.resolve(path), csv.header(), out -> csv.writeRows(plans, out)));
    }
}
