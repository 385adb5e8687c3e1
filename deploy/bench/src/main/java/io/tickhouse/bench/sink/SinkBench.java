package io.tickhouse.bench.sink;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.schemas.Topics;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Rows a second from topic to table. */
public final class SinkBench implements Benchmark {
    static final int BATCH_ROWS = 200_000;
    private static final int PARTITIONS = 8;
    private static final int SYMBOLS = 24;
    private static final int DAYS = 20;

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public String description() {
        return "topic to table, trades; beside consume-and-discard with ready blocks inserted, and Confluent"
                + " deserializer + JDBC batch";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        long rows = trial.quick() ? 1_000_000 : 24_000_000;
        try (BenchStack stack = BenchStack.start(trial, "sink", PARTITIONS)) {
            trial.say("  filling the topic with %,d trades", rows);
            TradeTopic.fill(
                    stack,
                    Topics.TRADES_HISTORY,
                    new SimulatedTrades(trial.seed(), SYMBOLS, rows, LocalDate.of(2024, 8, 1), DAYS));
            prepare(stack, trial);
            List<Double> ours = new ArrayList<>();
            List<Double> limit = new ArrayList<>();
            List<Double> own = new ArrayList<>();
            for (int run = 0; run < trial.runs(); run++) {
                ours.add(sink(stack, trial, run, rows));
                limit.add(side(stack, trial, "limit", "bench.limit", run, rows));
                own.add(side(stack, trial, "users-own", "bench.users_own", run, rows / 8));
            }
            return List.of(new Result(
                    "sink",
                    "rows/s",
                    new Measured("sink-clickhouse, 256 MB heap", ours),
                    List.of(
                            new Measured("limit: discard, ready Native blocks inserted", limit),
                            new Measured("a user's own: Confluent deserializer, JDBC batch", own)),
                    "≥ 0.7 of the limit, ≥ 3 × a user's own"));
        }
    }

    /** One start of the sink makes the tables; the neighbours' tables are made alike. */
    private static void prepare(BenchStack stack, Trial trial) {
        Child sink = start(stack, trial, "prepare", "market.gaps.v1");
        try {
            TableWatch.awaitTable(stack, "market_store", "coverage_feed", sink, log(stack, "prepare"));
        } finally {
            sink.close();
        }
        stack.clickhouse().rows("CREATE DATABASE bench");
        for (String table : List.of("bench.limit", "bench.users_own")) {
            stack.clickhouse().rows("CREATE TABLE " + table + " AS market_store.trades");
        }
        // what an insert into trades does besides: it feeds the table of what is known of each day
        stack.clickhouse().rows("CREATE TABLE bench.limit_days AS market_store.trade_days");
        String feed = stack.clickhouse()
                .rows("SELECT replaceAll(as_select, 'market_store.trades', 'bench.limit') FROM system.tables"
                        + " WHERE database = 'market_store' AND name = 'coverage_feed' FORMAT LineAsString")
                .getFirst()
                .getFirst();
        stack.clickhouse().rows("CREATE MATERIALIZED VIEW bench.limit_feed TO bench.limit_days AS " + feed);
    }

    private static double sink(BenchStack stack, Trial trial, int run, long rows) {
        Child sink = start(stack, trial, "sink-" + run, Topics.TRADES_HISTORY.name());
        try {
            TableWatch.Loaded loaded =
                    TableWatch.load(stack, "market_store.trades", rows, sink, log(stack, "sink-" + run));
            trial.say("  sink            %,.0f rows/s; %s", loaded.rowsPerSecond(), loaded.words());
            return loaded.rowsPerSecond();
        } finally {
            sink.close();
            empty(stack, "market_store.trades");
        }
    }

    private static Child start(BenchStack stack, Trial trial, String group, String topics) {
        return Child.inBackground(
                trial.workspace(),
                Program.SINK,
                List.of(
                        "--set", "sink.group.id=" + group,
                        "--set", "sink.topics=" + topics,
                        "--set", "admin.port=0"),
                stack.endpoints().asEnvironment(),
                log(stack, group),
                false);
    }

    private static double side(BenchStack stack, Trial trial, String side, String table, int run, long rows) {
        Child loader = Child.inBackground(
                trial.workspace(),
                Program.BENCH,
                List.of("side", side, "--table", table, "--group", table + "-" + run, "--rows", Long.toString(rows)),
                stack.endpoints().asEnvironment(),
                log(stack, side),
                false);
        try {
            TableWatch.Loaded loaded = TableWatch.load(stack, table, rows, loader, log(stack, side));
            trial.say("  %-15s %,.0f rows/s; %s", table, loaded.rowsPerSecond(), loaded.words());
            return loaded.rowsPerSecond();
        } finally {
            loader.close();
            empty(stack, table);
        }
    }

    private static Path log(BenchStack stack, String process) {
        return stack.folder().resolve(process + ".log");
    }

    private static void empty(BenchStack stack, String table) {
        stack.clickhouse().rows("TRUNCATE TABLE " + table + " SYNC");
    }
}
