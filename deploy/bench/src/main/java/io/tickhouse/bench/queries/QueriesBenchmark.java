package io.tickhouse.bench.queries;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.engine.Engine;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Analysts' queries through the views, beside {@code SELECT 1} over the same client and beside the table without view and
 * folding. Symbols and ranges are drawn anew for every query, and answers come as ClickHouse's clients for Java and JDBC ask for
 * them: as text, the views' decimals of 256 bits cost two milliseconds more for a thousand candles.
 */
public final class QueriesBenchmark implements Benchmark {
    private static final String BARS = "open_time, open, high, low, close, volume";
    private static final int MILLION = 1_000_000;
    private static final int WARM_UP = 20;

    @Override
    public String name() {
        return "queries";
    }

    @Override
    public String description() {
        return "latencies through the market views on 100 M trades and 14 M candles beside SELECT 1 and the bare tables";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        int symbols = trial.quick() ? 2 : 20;
        try (Engine engine = Engine.start(trial, name())) {
            YearOfMarket year = new YearOfMarket(engine, symbols, (trial.quick() ? 2L : 100L) * MILLION);
            trial.say("loading candles of %d symbols", symbols);
            year.loadCandles();
            trial.say("loading trades");
            year.loadTrades();
            trial.say("waiting for merges");
            for (String table : List.of("candles", "trades", "trade_days")) {
                engine.ask("OPTIMIZE TABLE market_store." + table + " FINAL");
            }
            written();
            List<Result> results = new ArrayList<>(measure(trial, engine, year, symbols, "merged"));
            engine.ask("SYSTEM STOP MERGES");
            year.correctNewest(trial.quick() ? 1 : 3);
            results.addAll(measure(trial, engine, year, symbols, "with fresh parts"));
            return results;
        }
    }

    /** Waits until the disks hold what was written: the kernel's writing of gigabytes takes processors from the queries. */
    private static void written() throws IOException, InterruptedException {
        int code = new ProcessBuilder("sync").inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("sync: expected the exit code 0, found " + code);
        }
    }

    private static List<Result> measure(Trial trial, Engine engine, YearOfMarket year, int symbols, String state)
            throws IOException, InterruptedException {
        Draw draw = new Draw(new Random(trial.seed()), year, symbols);
        int times = trial.quick() ? 50 : 200;
        List<Result> results = new ArrayList<>();
        for (Question question : Question.values()) {
            Measured none = measured("SELECT 1", engine, times, () -> "SELECT 1");
            List<Measured> beside = new ArrayList<>(List.of(none));
            if (question != Question.COVERAGE) {
                beside.add(measured(
                        "the table, neither view nor FINAL",
                        engine,
                        times,
                        () -> draw.query(question, BARS, "market_store.candles")));
                beside.add(measured(
                        "SELECT * through the view", engine, times, () -> draw.query(question, "*", "market.candles")));
            }
            Measured ours =
                    measured("through the view", engine, times, () -> draw.query(question, BARS, "market.candles"));
            results.add(new Result(
                    "queries/" + question.label + ", " + state, "ms", ours, beside, "median ≤ " + question.targetMs));
            trial.say("%s, %s: median %.2f ms, p99 %.2f ms", question.label, state, ours.median(), ours.p99());
            beside.forEach(
                    side -> trial.say("  %s: median %.2f ms, p99 %.2f ms", side.label(), side.median(), side.p99()));
        }
        return results;
    }

    private static Measured measured(String label, Engine engine, int times, Supplier<String> queries)
            throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = -WARM_UP; i < times; i++) {
            String query = queries.get();
            long start = System.nanoTime();
            byte[] answer = engine.fetch(query);
            double took = (System.nanoTime() - start) / 1e6;
            if (answer.length == 0) {
                throw new IllegalStateException("expected an answer, found none to " + query);
            }
            if (i >= 0) {
                millis.add(took);
            }
        }
        return new Measured(label, millis);
    }

    private enum Question {
        RANGE("1,000 candles by range", 10),
        LATEST("latest 200 candles", 10),
        COVERAGE("coverage of a symbol", 10),
        FIVE("five intervals at once", 30);

        private final String label;
        private final int targetMs;

        Question(String label, int targetMs) {
            this.label = label;
            this.targetMs = targetMs;
        }
    }

    /** Draws a symbol and a range for each query. */
    private record Draw(Random random, YearOfMarket year, int symbols) {
        String query(Question question, String columns, String table) {
            String where = " WHERE venue = 'binance-spot' AND symbol = '" + year.symbol(random.nextInt(symbols)) + "'";
            long to = YearOfMarket.startSeconds() + (200 + random.nextInt(160)) * 86_400L + random.nextInt(1_440) * 60L;
            return switch (question) {
                case RANGE -> "SELECT " + columns + " FROM " + table + where + range("1m", to) + " ORDER BY open_time";
                case LATEST ->
                    "SELECT " + columns + " FROM " + table + where
                            + " AND interval = '1m' ORDER BY open_time DESC LIMIT 200";
                case COVERAGE -> "SELECT * FROM market.coverage_by_day" + where + " ORDER BY day";
                case FIVE ->
                    "SELECT interval, " + columns + " FROM " + table + where + " AND ("
                            + List.of("1m", "5m", "15m", "1h", "4h").stream()
                                    .map(interval -> "(" + range(interval, to).substring(" AND ".length()) + ")")
                                    .collect(Collectors.joining(" OR "))
                            + ") ORDER BY interval, open_time";
            };
        }

        private static String range(String interval, long to) {
            int seconds = YearOfMarket.SECONDS.getOrDefault(interval, 60);
            return " AND interval = '" + interval + "' AND open_time >= toDateTime64(" + (to - 1_000L * seconds)
                    + ", 6, 'UTC') AND open_time < toDateTime64(" + to + ", 6, 'UTC')";
        }
    }
}
