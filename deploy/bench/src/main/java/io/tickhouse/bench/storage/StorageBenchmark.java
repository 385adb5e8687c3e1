package io.tickhouse.bench.storage;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.engine.Engine;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Bytes a trade on disk with all columns, before merges and after, in inserts of the size the sink makes when it is behind
 * and when it is live; and how long the inserts take.
 */
public final class StorageBenchmark implements Benchmark {
    private static final int BATCH = 200_000;
    private static final int LIVE_BATCH = 2_000;
    private static final int STAGED_AT_ONCE = 500_000;

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public String description() {
        return "bytes a trade on disk by column, beside default codecs and beside Float64, simulated trades of four symbols";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        long trades = trial.quick() ? 2_000_000 : 50_000_000;
        try (Engine engine = Engine.start(trial, name())) {
            engine.ask("CREATE DATABASE bench");
            engine.ask("CREATE TABLE bench.arrivals (number Int64, " + Arrival.COLUMNS
                    + ") ENGINE = MergeTree ORDER BY number SETTINGS non_replicated_deduplication_window = 0");
            trial.say("making %,d trades", trades);
            long made = stage(engine, new Arrival(trial.seed(), trades));
            Map<Variant, Size> behind = new LinkedHashMap<>();
            for (Variant variant : Variant.values()) {
                trial.say("loading: %s", variant.label());
                Size size = load(engine, variant, made, BATCH);
                behind.put(variant, size);
                print(trial, engine, variant, size);
            }
            Size live = load(engine, Variant.OURS, Math.min(made, 1_000_000), LIVE_BATCH);
            return List.of(
                    result("storage/after merges", behind, Size::merged, "bytes/trade", "≤ 12"),
                    result("storage/before merges, inserts of 200,000", behind, Size::fresh, "bytes/trade", ""),
                    new Result(
                            "storage/before merges, inserts of 2,000",
                            "bytes/trade",
                            Measured.of(Variant.OURS.label(), live.fresh()),
                            List.of(),
                            ""),
                    result("storage/insert of 200,000", behind, Size::insertMillis, "ms", ""));
        }
    }

    private static long stage(Engine engine, Arrival arrival) throws IOException, InterruptedException {
        long number = 0;
        for (byte[] rows = arrival.next(STAGED_AT_ONCE); rows.length > 0; rows = arrival.next(STAGED_AT_ONCE)) {
            engine.insert(
                    "INSERT INTO bench.arrivals SELECT " + number + " + rowNumberInAllBlocks(), * FROM input('"
                            + Arrival.COLUMNS + "') FORMAT RowBinary",
                    rows);
            number += STAGED_AT_ONCE;
        }
        return Long.parseLong(engine.lines("SELECT count() FROM bench.arrivals").getFirst());
    }

    private static Size load(Engine engine, Variant variant, long trades, int batch)
            throws IOException, InterruptedException {
        engine.ask("SYSTEM STOP MERGES");
        variant.create(engine);
        List<Double> millis = new ArrayList<>();
        for (long first = 0; first < trades; first += batch) {
            long start = System.nanoTime();
            engine.insertSelect("INSERT INTO " + variant.table()
                    + " (venue, symbol, trade_id, sequence, price, quantity,"
                    + " quantity_unit, side, kind, event_time, receive_time, source, _topic, _partition, _offset, _published)"
                    + " SELECT 'binance-spot', "
                    + Arrival.SYMBOLS.stream().map(symbol -> "'" + symbol + "'").toList()
                    + "[symbol + 1], toString(id), id, toDecimal128(price, 18) / toInt64(exp10(price_scale)),"
                    + " toDecimal128(quantity, 18) / toInt64(exp10(quantity_scale)), 'BASE', if(buy, 'BUY', 'SELL'), 'NORMAL',"
                    + " fromUnixTimestamp64Micro(time, 'UTC'),"
                    // a network's way: two milliseconds at least, half of them within one more, some much later
                    + " fromUnixTimestamp64Micro(time + 2000 + toInt64(1000 / (1.02 - (cityHash64(number) % 1000) / 1000)), 'UTC'),"
                    + " 'LIVE', 'market.trades.v1', 3, number, fromUnixTimestamp64Milli(intDiv(time + 6000, 1000), 'UTC')"
                    + " FROM bench.arrivals WHERE number >= " + first + " AND number < " + (first + batch));
            millis.add((System.nanoTime() - start) / 1e6);
        }
        double fresh = bytes(engine, variant);
        engine.ask("SYSTEM START MERGES");
        engine.ask("OPTIMIZE TABLE " + variant.table() + " FINAL SETTINGS optimize_throw_if_noop = 1");
        return new Size(fresh, bytes(engine, variant), new Measured("", millis).median());
    }

    private static double bytes(Engine engine, Variant variant) throws IOException, InterruptedException {
        return Double.parseDouble(
                engine.lines("SELECT sum(bytes_on_disk) / sum(rows) FROM system.parts WHERE active AND"
                                + " database || '.' || table = '" + variant.table() + "'")
                        .getFirst());
    }

    private static void print(Trial trial, Engine engine, Variant variant, Size size)
            throws IOException, InterruptedException {
        trial.say("%s: %s", variant.label(), size);
        for (String line :
                engine.lines("SELECT column, round(sum(column_data_compressed_bytes) / sum(rows), 3) AS bytes"
                        + " FROM system.parts_columns WHERE active AND database || '.' || table = '" + variant.table()
                        + "' GROUP BY column ORDER BY bytes DESC, column")) {
            trial.say("  %s", line.replace("\t", ": "));
        }
    }

    private static Result result(
            String name, Map<Variant, Size> sizes, ToDoubleFunction<Size> figure, String unit, String target) {
        List<Measured> sides = new ArrayList<>();
        sizes.forEach((variant, size) -> sides.add(Measured.of(variant.label(), figure.applyAsDouble(size))));
        return new Result(name, unit, sides.getFirst(), sides.subList(1, sides.size()), target);
    }

    /**
     * What a variant came to.
     *
     * @param fresh bytes a trade before merges
     * @param merged bytes a trade after
     * @param insertMillis median of the inserts
     */
    private record Size(double fresh, double merged, double insertMillis) {}
}
