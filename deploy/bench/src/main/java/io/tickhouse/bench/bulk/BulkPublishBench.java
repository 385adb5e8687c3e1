package io.tickhouse.bench.bulk;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * From ZIPs to acknowledged records: a whole process that fetches, verifies and publishes, beside a whole process that has the
 * same bytes in its memory and only sends them, with the same key, compression, acknowledgements and transactions. Both are
 * measured once half of the records is sent. Of many files few are verified ahead, so that verifying goes on beside publishing
 * as it does in a load of years. The first run of each is for the broker, which it warms up.
 */
public final class BulkPublishBench implements Benchmark {
    private static final int DAYS = 24;

    @Override
    public String name() {
        return "bulk-publish";
    }

    @Override
    public String description() {
        return "ZIPs of trades to acknowledged records, beside sending the same bytes pre-encoded";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        long trades = trial.quick() ? 1_000_000 : 24_000_000;
        try (BenchStack stack = BenchStack.start(trial, "bulk-publish", 4)) {
            SimulatedDays days = SimulatedDays.make(trial, stack.folder().resolve("archive"), DAYS, trades);
            List<Double> ours = new ArrayList<>();
            List<Double> limit = new ArrayList<>();
            for (int run = -1; run < trial.runs(); run++) {
                double loaded = load(stack, trial, days, run);
                double sent = send(stack, trial, days, run);
                if (run >= 0) {
                    ours.add(loaded);
                    limit.add(sent);
                }
            }
            return List.of(new Result(
                    "bulk-publish",
                    "trades/s",
                    new Measured("ingest-bulk: fetch, verify, publish; 256 MB heap", ours),
                    List.of(new Measured("limit: the same bytes, pre-encoded", limit)),
                    "≥ 0.7 of the limit"));
        }
    }

    private static double load(BenchStack stack, Trial trial, SimulatedDays days, int run) throws Exception {
        Path log = stack.folder().resolve("load-" + run + ".log");
        List<String> add = new ArrayList<>(List.of("add"));
        add.addAll(days.asked(0, DAYS - 1));
        bulk(stack, trial, log, add);
        bulk(
                stack,
                trial,
                log,
                List.of("run", "--work", stack.folder().resolve("work").toString(), "--set", "bulk.fetch.parallel=1"));
        double rate = TopicSpan.rate(stack, Topics.TRADES_HISTORY.name(), days.trades());
        trial.say("  ours       %,.0f trades/s", rate);
        forget(stack);
        return rate;
    }

    private static void bulk(BenchStack stack, Trial trial, Path log, List<String> arguments) throws Exception {
        Child child = Child.inBackground(
                trial.workspace(),
                Program.INGEST_BULK,
                arguments,
                stack.endpoints().asEnvironment(),
                log,
                false);
        int code = child.await();
        if (code != 0) {
            throw new IllegalStateException(
                    "ingest-bulk " + arguments.getFirst() + " ended with " + code + ": " + Files.readString(log));
        }
    }

    private static double send(BenchStack stack, Trial trial, SimulatedDays days, int run) throws Exception {
        Path log = stack.folder().resolve("limit-" + run + ".log");
        Child child = Child.inBackground(
                trial.workspace(),
                Program.BENCH,
                List.of(
                        "pre-encoded",
                        "--archive",
                        days.root().toString(),
                        "--days",
                        Integer.toString(days.days()),
                        "--rows",
                        Long.toString(days.trades())),
                stack.endpoints().asEnvironment(),
                log,
                false);
        int code = child.await();
        if (code != 0) {
            throw new IllegalStateException("the limit ended with " + code + ": " + Files.readString(log));
        }
        double rate = TopicSpan.rate(stack, Topics.TRADES_HISTORY.name(), days.trades());
        trial.say("  limit      %,.0f trades/s", rate);
        forget(stack);
        return rate;
    }

    /** Makes the topics and the ledger anew, so that each run begins with empty ones. */
    private static void forget(BenchStack stack) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap()))) {
            for (String topic : List.of(Topics.TRADES_HISTORY.name(), Topics.BULK_JOBS.name())) {
                int partitions = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                                .allTopicNames()
                                .get()
                                .get(topic))
                        .partitions()
                        .size();
                admin.deleteTopics(List.of(topic)).all().get();
                create(
                        admin,
                        new NewTopic(topic, partitions, (short) 1)
                                .configs(Topics.byName(topic).orElseThrow().config()));
            }
        }
    }

    /** A topic's name is taken until the broker has let go of all of the old one. */
    private static void create(Admin admin, NewTopic topic) throws Exception {
        for (long until = System.nanoTime() + 30_000_000_000L; ; ) {
            try {
                admin.createTopics(List.of(topic)).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException) || System.nanoTime() > until) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }
}
