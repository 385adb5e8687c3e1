package io.tickhouse.ingest.bulk.run;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickhouse.ingest.bulk.IngestBulk;
import io.tickhouse.ingest.bulk.Stack;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.publish.JobBook;
import io.tickhouse.ingest.bulk.setup.BulkConfig;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.market.BulkRun;
import io.tickhouse.market.Source;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.ServiceRunner;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.admin.AdminApi;
import io.tickhouse.service.admin.Health;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.service.kafka.KafkaClients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Jobs and runners as tests use them: each test has a ledger of the stack's and runners of a group of its own. */
final class Runs implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    final Ledger ledger;
    final JobBook book;

    Runs(Stack stack, Path folder, String group) throws InterruptedException {
        this.folder = folder;
        this.environment = new HashMap<>(stack.environment());
        environment.put("TICKHOUSE_BULK_RUNNERS_GROUP_ID", group);
        environment.put("TICKHOUSE_BULK_FILE_RETRY_MS", "50");
        environment.put("TICKHOUSE_BULK_FETCH_BACKOFF_MS", "5");
        environment.put("TICKHOUSE_BULK_FETCH_BACKOFF_MAX_MS", "20");
        environment.put("TICKHOUSE_BULK_FOLLOW_MS", "200");
        environment.put("TICKHOUSE_BULK_TRANSACTION_MS", "50");
        environment.put("TICKHOUSE_KAFKA_CONSUMER_SESSION_TIMEOUT_MS", "6000");
        ServiceConfig config =
                ServiceConfig.load(BulkConfig.def(), BulkConfig.PREFIX, Optional.empty(), environment, List.of());
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Workshop workshop = Workshop.of(new ServiceContext(
                config,
                new KafkaClients(config, metrics, "test"),
                metrics,
                new Health(),
                new AdminApi(),
                new StopSignal()));
        ledger = workshop.ledger();
        book = workshop.jobBook();
        ledger.glance();
        // jobs of other tests in the same ledger are not ours to load
        for (BulkJob job : ledger.jobs()) {
            book.remove(job.getJobId());
        }
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** A job that is to run. */
    BulkJob add(
            String id,
            long rank,
            String archive,
            String venue,
            String symbols,
            String types,
            LocalDate from,
            @Nullable LocalDate to)
            throws InterruptedException {
        BulkJob job = BulkJob.newBuilder()
                .setJobId(id)
                .setVenue(venue)
                .setSymbols(Arrays.asList(symbols.split(",")))
                .setSeries(Arrays.asList(types.split(",")))
                .setFromDay(from)
                .setToDay(to)
                .setSource(Source.SIMULATED)
                .setArchive(archive)
                .setWanted(BulkJobWanted.RUN)
                .setRank(rank)
                .setAttempt(1)
                .setResync(0)
                .setCreateTime(Instant.now())
                .build();
        book.write(job);
        return job;
    }

    void change(String id, UnaryOperator<BulkJob.Builder> change) throws InterruptedException {
        BulkJob job = ledger.jobs().stream()
                .filter(one -> one.getJobId().equals(id))
                .findFirst()
                .orElseThrow();
        book.write(change.apply(BulkJob.newBuilder(job)).build());
    }

    Optional<BulkRun> run(String id) {
        return ledger.run(id);
    }

    /** A runner in this process. */
    Running start(String... arguments) {
        RunCommand command = new RunCommand();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--work", folder.resolve("work").toString()));
        new CommandLine(command).parseArgs(all.toArray(String[]::new));
        StopSignal stop = new StopSignal();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        CompletableFuture<Integer> code =
                CompletableFuture.supplyAsync(() -> new ServiceRunner(environment, stream, stream)
                        .execute(command.service(stream), command.options(), stop));
        return new Running(code, stop, out);
    }

    /** A runner in a process of its own, to be killed. */
    Process startProcess() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                IngestBulk.class.getName(),
                "run",
                "--work",
                folder.resolve("work").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(Redirect.appendTo(folder.resolve("child.log").toFile()))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What a command prints. */
    String command(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                IngestBulk.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Override
    public void close() {
        book.close();
        ledger.close();
    }

    /**
     * A runner at work.
     *
     * @param code its exit code when it has ended
     * @param stop ends it
     */
    record Running(CompletableFuture<Integer> code, StopSignal stop, ByteArrayOutputStream out)
            implements AutoCloseable {
        String said() {
            return out.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            stop.stop();
            code.join();
        }
    }
}
