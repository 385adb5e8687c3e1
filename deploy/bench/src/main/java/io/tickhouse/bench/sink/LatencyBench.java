package io.tickhouse.bench.sink;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.stack.LocalStackProcess;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How long a live trade needs from Kafka's acknowledgement until the view shows it, at a steady rate: with the partitions of the
 * local stack, and with those of a cluster on the same processors, where three times as many inserts carry the same rows.
 */
public final class LatencyBench implements Benchmark {
    private static final int WATCHED = 3;
    private static final int SYMBOLS = 24;
    private static final int PER_SECOND = 10_000;
    private static final int PER_SLICE = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String description() {
        return "acknowledged in Kafka to visible in market.trades at 10,000 rows/s, default settings";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        List<Result> results = new ArrayList<>(run(trial, LocalStackProcess.PARTITIONS));
        if (!trial.quick()) {
            results.addAll(run(trial, Topics.MARKET_PARTITIONS));
        }
        return results;
    }

    private static List<Result> run(Trial trial, int partitions) throws Exception {
        try (BenchStack stack = BenchStack.start(trial, "latency", partitions)) {
            Path log = stack.folder().resolve("sink.log");
            Child sink = Child.inBackground(
                    trial.workspace(),
                    Program.SINK,
                    List.of("--set", "admin.port=0"),
                    stack.endpoints().asEnvironment(),
                    log,
                    false);
            try {
                TableWatch.awaitTable(stack, "market", "trades", sink, log);
                return measure(stack, trial, partitions);
            } finally {
                sink.close();
            }
        }
    }

    private static List<Result> measure(BenchStack stack, Trial trial, int partitions) throws InterruptedException {
        Duration warmUp = trial.quick() ? Duration.ofSeconds(10) : WARM_UP;
        Duration length = trial.quick() ? Duration.ofSeconds(20) : Duration.ofSeconds(60);
        long rows = warmUp.plus(length).toSeconds() * PER_SECOND;
        SimulatedTrades trades = new SimulatedTrades(
                trial.seed(), SYMBOLS, rows, LocalDate.now(ZoneOffset.UTC).minusDays(1), 1);
        Arrivals arrivals = new Arrivals(stack, SimulatedTrades.names(WATCHED), System.nanoTime() + warmUp.toNanos());
        Thread watcher = Thread.ofPlatform().name("view-watch").start(arrivals);
        long start = System.nanoTime();
        try (KafkaProducer<String, Trade> producer = TradeTopic.producer(stack, Topics.TRADES)) {
            for (long sent = 0; trades.hasNext(); sent++) {
                if (sent % PER_SLICE == 0) {
                    awaitNanos(start + sent * (1_000_000_000L / PER_SECOND));
                }
                Trade trade = trades.next();
                var _ = producer.send(
                        new ProducerRecord<>(Topics.TRADES.name(), "binance-spot:" + trade.getSymbol(), trade),
                        (where, failure) -> arrivals.acknowledged(trade.getSymbol(), trade.getSequence()));
            }
        }
        arrivals.end();
        watcher.join();
        trial.say(
                "  %,d trades seen; parts of the table at the end: %d",
                arrivals.count(),
                stack.number(
                        "SELECT count() FROM system.parts WHERE active AND database = 'market_store' AND table = 'trades'"));
        String name = "latency/" + partitions + "-partitions/";
        return List.of(
                result(name + "median", 0.5, arrivals, ""),
                result(name + "p99", 0.99, arrivals, partitions == LocalStackProcess.PARTITIONS ? "< 1,000" : ""),
                result(name + "max", 1, arrivals, ""));
    }

    private static void awaitNanos(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Result result(String name, double quantile, Arrivals arrivals, String target) {
        return new Result(
                name,
                "ms",
                Measured.of("acknowledged → visible, as seen by a query", arrivals.quantile(quantile)),
                List.of(Measured.of("the watching query itself", arrivals.lookQuantile(quantile))),
                target);
    }

    static double quantile(List<Double> values, double quantile) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(quantile * (sorted.size() - 1))));
    }
}
