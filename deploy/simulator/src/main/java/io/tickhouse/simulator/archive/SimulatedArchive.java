package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.MarketPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * A folder of simulated trades in the venue's layout.
 *
 * @param seed same seed, same rows; the ZIPs are the same bytes too on the same zlib
 * @param tradesPerSymbol over all days, at least 1
 * @param deflateLevel 1 (fast) to 9 (small)
 */
public record SimulatedArchive(
        Path root,
        Market market,
        List<String> symbols,
        LocalDate from,
        LocalDate to,
        long tradesPerSymbol,
        long seed,
        int deflateLevel) {
    /** Part of a file's parameters: a change of the model or the format makes old files be written anew. */
    private static final int MODEL_VERSION = 1;

    public SimulatedArchive {
        symbols = List.copyOf(symbols);
    }

    /** What a run did. */
    public record Outcome(long trades, int filesWritten, int filesKept) {}

    /** Hears of each file when it is there. */
    @FunctionalInterface
    public interface Progress {
        void file(String path, long trades, boolean written);
    }

    /**
     * Writes what is missing, keeps what an earlier run made from the same parameters. After a crash the next run goes on
     * where this one stopped.
     */
    public Outcome write(Progress progress) throws IOException {
        List<DayPlan> plans = plans();
        Manifest manifest = Manifest.open(root);
        ZipWriter writer = new ZipWriter(root, deflateLevel);
        long trades = 0;
        int written = 0;
        for (DayPlan plan : plans) {
            ArchiveFile file = new ArchiveFile(market, plan.instrument().symbol(), plan.date());
            String parameters = parameters(plan);
            boolean missing = !manifest.has(root, file, parameters);
            if (missing) {
                manifest.forget(file);
                writer.write(plan);
                manifest.put(file, parameters);
                written++;
            }
            trades += plan.trades();
            progress.file(file.zipPath(), plan.trades(), missing);
        }
        return new Outcome(trades, written, plans.size() - written);
    }

    private List<DayPlan> plans() {
        return symbols.stream()
                .map(symbol -> new ArchiveFile(market, symbol, from).symbol())
                .flatMap(symbol ->
                        MarketPlan.of(seed, Instrument.of(market, symbol), from, to, tradesPerSymbol).stream())
                .toList();
    }

    private String parameters(DayPlan plan) {
        return "model=%d seed=%d first_id=%d trades=%d level=%d"
                .formatted(MODEL_VERSION, seed, plan.firstId(), plan.trades(), deflateLevel);
    }
}
