package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.dataset.Dataset;
import io.tickhouse.simulator.dataset.Period;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Interval;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.MarketPlan;
import io.tickhouse.simulator.market.SymbolDays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of simulated data in Binance's archive layout. All kinds of files are made of the same trades: a kline's volume
 * is that of the trades in its interval, a monthly file holds the rows of its daily ones.
 *
 * @param datasets what to publish; the market must have them
 * @param from first UTC day; before it there was no market
 * @param to last UTC day, inclusive
 * @param months also publish monthly files, of those days of the month that are simulated; what the venue publishes by
 *     month alone is there anyway
 * @param tradesPerSymbol over all days, at least 1
 * @param seed same seed, same rows; the ZIPs are the same bytes too on the same zlib
 * @param deflateLevel 1 (fast) to 9 (small)
 */
public record SimulatedArchive(
        Path root,
        Market market,
        List<Dataset> datasets,
        List<String> symbols,
        LocalDate from,
        LocalDate to,
        boolean months,
        long tradesPerSymbol,
        long seed,
        int deflateLevel) {
    /** Part of a file's parameters: a change of the model or the format makes old files be written anew. */
    static final int MODEL_VERSION = 2;

    /** @throws IllegalArgumentException when the market lacks a dataset */
    public SimulatedArchive {
        datasets = datasets.stream().map(dataset -> dataset.on(market)).toList();
        symbols = symbols.stream().distinct().toList();
    }

    /** Daily trades alone. */
    public SimulatedArchive(
            Path root,
            Market market,
            List<String> symbols,
            LocalDate from,
            LocalDate to,
            long tradesPerSymbol,
            long seed,
            int deflateLevel) {
        this(root, market, List.of(Dataset.TRADES), symbols, from, to, false, tradesPerSymbol, seed, deflateLevel);
    }

    /**
     * What a run did.
     *
     * @param trades of all symbols and days, however many kinds of files tell of them
     */
    public record Outcome(long trades, int filesWritten, int filesKept) {}

    /** Hears of each file when it is there. */
    @FunctionalInterface
    public interface Progress {
        /** @param trades that the file is made of */
        void file(String path, long trades, boolean written);
    }

    /**
     * Writes what is missing, keeps what an earlier run made from the same parameters. After a crash the next run goes on
     * where this one stopped.
     */
    public Outcome write(Progress progress) throws IOException {
        Collection<PlannedFile> files = files();
        int written = FileMaker.make(root, List.copyOf(files), progress);
        return new Outcome(tradesPerSymbol * symbols.size(), written, files.size() - written);
    }

    /** By path, since the contracts of one pair share the pair's index. */
    private Collection<PlannedFile> files() {
        ZipWriter writer = new ZipWriter(root, deflateLevel);
        Map<String, PlannedFile> files = new LinkedHashMap<>();
        for (String symbol : symbols) {
            for (Dataset dataset : datasets) {
                String key = dataset.keyOf(market, ArchiveFile.requireSymbol(symbol));
                SymbolDays days = days(key.equals(symbol) ? symbol : key + "_PERP");
                for (Period period : periods(dataset)) {
                    PlannedFile file = planned(new ArchiveFile(market, dataset, key, period), days, writer);
                    files.putIfAbsent(file.path(), file);
                }
            }
        }
        return files.values();
    }

    private SymbolDays days(String symbol) {
        return new SymbolDays(MarketPlan.of(seed, Instrument.of(market, symbol), from, to, tradesPerSymbol));
    }

    private List<Period> periods(Dataset dataset) {
        List<Period> periods = new ArrayList<>();
        if (dataset.isDaily()) {
            from.datesUntil(to.plusDays(1)).map(Period.Day::new).forEach(periods::add);
        }
        if (dataset.isMonthly() && (months || !dataset.isDaily())) {
            Interval interval = dataset.interval().orElse(Interval.DAY);
            YearMonth last = YearMonth.from(to);
            for (YearMonth month = YearMonth.from(interval.openDateOf(from));
                    !month.isAfter(last);
                    month = month.plusMonths(1)) {
                if (opensIn(month, interval)) {
                    periods.add(new Period.Month(month));
                }
            }
        }
        return periods;
    }

    /** Whether a candle opens in the month while there is a market: a week may reach into a month without opening there. */
    private boolean opensIn(YearMonth month, Interval interval) {
        LocalDate last = to.isBefore(month.atEndOfMonth()) ? to : month.atEndOfMonth();
        return !interval.openDateOf(last).isBefore(month.atDay(1));
    }

    private PlannedFile planned(ArchiveFile file, SymbolDays days, ZipWriter writer) {
        String parameters = "model=%d seed=%d from=%s to=%s trades=%d level=%d"
                .formatted(MODEL_VERSION, seed, from, to, tradesPerSymbol, deflateLevel);
        return new PlannedFile(
                file.zipPath(),
                List.of(file.checksumPath()),
                parameters,
                days.trades(file.period().first(), file.period().last()),
                () -> writer.write(file, days));
    }
}
