package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.fetch.InParallel;
import io.tickhouse.ingest.bulk.fetch.WorkFolder;
import io.tickhouse.ingest.bulk.job.Ledger;
import io.tickhouse.ingest.bulk.job.LedgerException;
import io.tickhouse.ingest.bulk.publish.JobBook;
import io.tickhouse.ingest.bulk.publish.PublishException;
import io.tickhouse.ingest.bulk.setup.BulkConfig;
import io.tickhouse.ingest.bulk.setup.Surroundings;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.terminal.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;

/** The runner as a service: stands by until it leads, then works until nothing is left to do or it is stopped. */
final class RunService implements Service {
    private static final String PART = "runner";

    private final Path work;
    private final boolean stay;
    private final PrintStream out;
    private final Terminal terminal;

    /**
     * @param stay whether to wait for new jobs when nothing is left to do
     * @param out where the display goes
     * @param terminal where it is seen
     */
    RunService(Path work, boolean stay, PrintStream out, Terminal terminal) {
        this.work = work;
        this.stay = stay;
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public String name() {
        return BulkConfig.SERVICE;
    }

    @Override
    public String configPrefix() {
        return BulkConfig.PREFIX;
    }

    @Override
    public ConfigDef config() {
        return BulkConfig.def();
    }

    @Override
    public void check(ServiceContext context) throws InterruptedException {
        try (Admin admin = context.kafka().admin()) {
            Surroundings.verify(admin, Workshop.of(context).registry());
        }
    }

    @Override
    public int run(ServiceContext context) throws Exception {
        context.health().down(PART, "starting");
        try {
            check(context);
            Workshop workshop = Workshop.of(context);
            try (Leadership leadership =
                            new Leadership(context.kafka(), workshop.config().runnersGroup());
                    Ledger ledger = workshop.ledger();
                    JobBook book = workshop.jobBook();
                    RunDisplay display = new RunDisplay(out, terminal)) {
                return work(workshop, leadership, ledger, book, display);
            }
        } catch (ArchiveException | PublishException | LedgerException | IllegalStateException e) {
            out.println(name() + ": " + e.getMessage());
        } catch (KafkaException e) {
            out.println(name() + ": the brokers or the schema registry fail: " + e.getMessage());
        }
        return ExitCodes.FAILED;
    }

    private int work(Workshop workshop, Leadership leadership, Ledger ledger, JobBook book, RunDisplay display)
            throws Exception {
        ServiceContext context = workshop.context();
        while (!context.stop().isStopping()) {
            if (!leadership.isLeading()) {
                context.health().up(PART); // standing by is what it is for
                if (leadership.isDecided()) {
                    display.standingBy();
                }
                context.stop().await(java.time.Duration.ofMillis(200));
                continue;
            }
            Optional<Integer> ended = lead(workshop, leadership, ledger, book, display);
            if (ended.isPresent()) {
                return ended.get();
            }
        }
        return ExitCodes.OK;
    }

    /** Works as long as it leads; the exit code when there is nothing left to do. */
    private Optional<Integer> lead(
            Workshop workshop, Leadership leadership, Ledger ledger, JobBook book, RunDisplay display)
            throws Exception {
        ServiceContext context = workshop.context();
        BulkConfig config = workshop.config();
        ledger.readToEnd();
        context.health().up(PART);
        WorkBoard board = new WorkBoard(config.fetchParallel() + config.publishParallel());
        try (WorkFolder folder = WorkFolder.in(work, config.keepFiles());
                Accesses accesses = new Accesses(workshop, folder.path());
                FileWork files = new FileWork(
                        board,
                        ledger,
                        accesses::of,
                        dataset -> workshop.publisher(dataset, ledger),
                        workshop.metered((file, rows, nextRow, total) -> {}),
                        new FileWork.Patience(config.fileAttempts(), config.fileRetry()))) {
            Runner runner = new Runner(
                    board,
                    ledger,
                    book,
                    new Planning(ledger, new InParallel(config.fetchParallel())),
                    accesses::of,
                    config.followEvery(),
                    config.fileRetry());
            boolean[] done = {false};
            Crew crew = new Crew(board, files, config.fetchParallel(), config.publishParallel());
            try {
                runner.run(
                        () -> {
                            display.show(board);
                            throwIfAny(crew.failure());
                            done[0] = !stay && runner.isAllDone();
                            return !done[0] && leadership.isLeading();
                        },
                        context.stop());
            } finally {
                crew.end();
            }
            throwIfAny(crew.failure());
            if (leadership.isLeading()) {
                runner.report(true);
            }
            display.show(board);
            return done[0] || context.stop().isStopping() ? Optional.of(exitCode(board)) : Optional.empty();
        }
    }

    private static int exitCode(WorkBoard board) {
        return board.look(runs -> {
            if (runs.stream().anyMatch(run -> run.count(task -> task.state == FileTask.State.QUARANTINED) > 0)) {
                return ExitCodes.FAILED;
            }
            return runs.stream().anyMatch(run -> run.deadLetters > 0) ? ExitCodes.REFUSED_RECORDS : ExitCodes.OK;
        });
    }

    private static void throwIfAny(Optional<Throwable> failure) throws Exception {
        if (failure.isPresent()) {
            switch (failure.get()) {
                case Exception e -> throw e;
                case Error e -> throw e;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }
}
