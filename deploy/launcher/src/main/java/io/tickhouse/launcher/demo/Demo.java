package io.tickhouse.launcher.demo;

import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.query.ClickHouse;
import io.tickhouse.launcher.stack.LocalStackProcess;
import io.tickhouse.launcher.stack.LocalStackProcess.Started;
import io.tickhouse.launcher.stack.RunningStack;
import io.tickhouse.local.Endpoints;
import io.tickhouse.market.Source;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The demo, in the order of its steps. */
public final class Demo {
    private static final int CANDLES_SHOWN = 8;

    private final Workspace workspace;
    private final Terminal terminal;
    private final Plan plan;
    private final Path home;
    private final Steps steps;

    public Demo(Workspace workspace, Terminal terminal, Plan plan) {
        this.workspace = workspace;
        this.terminal = terminal;
        this.plan = plan;
        this.home = workspace.demoHome();
        this.steps = new Steps(terminal);
    }

    /**
     * Runs it.
     *
     * @return the exit code of {@link ExitCodes}
     */
    public int run() throws IOException, InterruptedException {
        Optional<RunningStack> running = RunningStack.in(home);
        if (running.isPresent()) {
            System.err.println("A demo is running already (pid "
                    + running.get().process().pid() + "); stop it with Ctrl-C in its terminal first.");
            return ExitCodes.FAILED;
        }
        if (!plan.keepData()) {
            workspace.remove(home);
        }
        Path logs = Files.createDirectories(home.resolve("logs"));
        try (SimulatedArchive simulated = SimulatedArchive.startIfNeeded(workspace, plan, home, logs)) {
            Started stack = steps.timed(
                    "local stack",
                    () -> new LocalStackProcess(workspace, Program.DEMO_STACK, home).start(List.of()),
                    done -> "Kafka, schema registry, ClickHouse");
            try (stack;
                    Services services = new Services(workspace, stack.endpoints(), logs)) {
                RunningStack.record(home, stack.process().pid());
                return journey(simulated, stack.endpoints(), services);
            }
        }
    }

    private int journey(SimulatedArchive simulated, Endpoints endpoints, Services services)
            throws IOException, InterruptedException {
        steps.timed("contract", () -> LocalStackProcess.provision(endpoints), "topics created, schemas registered");
        steps.timed("services", () -> startServices(services), "sink-clickhouse, streams-aggregator ready");
        String archive = simulated.address();
        steps.say("archive", archive + (simulated.isSimulated() ? "  (simulated trades, marked SIMULATED)" : ""));

        ArchiveLoad load = new ArchiveLoad(workspace, endpoints, plan, home);
        Source source = simulated.isSimulated() ? Source.SIMULATED : Source.BULK;
        ArchiveLoad.Report loaded = steps.timed(
                "load",
                () -> load.run(archive, source),
                report -> Reconciliation.number(report.publishedNow()) + " trades published");
        try (ClickHouse clickHouse = new ClickHouse(endpoints)) {
            TopicTotals topic = new TopicTotals(endpoints, plan.instrument());
            TableTotals tables = new TableTotals(clickHouse, plan.instrument());
            Arrival arrival = new Arrival(tables, services, terminal);
            steps.timed(
                    "journey",
                    () -> arrival.await(loaded.rows() - loaded.refused()),
                    done -> "trades and candles are in ClickHouse");
            Reconciliation first = reconcile(topic, tables, loaded);
            show(clickHouse, first);

            ArchiveLoad.Report again = steps.timed(
                    "load again",
                    () -> load.run(archive, source),
                    report -> Reconciliation.number(report.publishedNow()) + " trades published");
            Reconciliation second = reconcile(topic, tables, again);
            boolean unchanged = again.publishedNow() == 0 && second.equals(first);
            System.out.println(
                    unchanged
                            ? "  " + terminal.green("✓ the second load of the same archive changed nothing")
                            : "  " + terminal.red("✗ the second load changed something: ") + second);
            boolean liveHolds = plan.liveSeconds() == 0 || live(endpoints, services, clickHouse);
            int code = !first.holds() || !unchanged || !liveHolds
                    ? ExitCodes.FAILED
                    : loaded.refused() > 0 ? ExitCodes.REFUSED_RECORDS : ExitCodes.OK;
            stayUp(endpoints, services);
            return code;
        }
    }

    private boolean live(Endpoints endpoints, Services services, ClickHouse clickHouse)
            throws IOException, InterruptedException {
        System.out.println();
        LiveMarket market = new LiveMarket(workspace, endpoints, plan, home, terminal);
        LiveMarket.Outcome outcome = steps.timed(
                "live",
                () -> market.capture(clickHouse, services),
                done -> Reconciliation.number(done.published()) + " trades of a simulated market captured");
        outcome.lines(terminal).forEach(System.out::println);
        return outcome.holds();
    }

    private void startServices(Services services) throws IOException {
        services.start(Program.SINK, List.of());
        services.start(Program.STREAMS, List.of("streams.state.dir=" + home.resolve("streams")));
        services.awaitReady();
    }

    private static Reconciliation reconcile(TopicTotals topic, TableTotals tables, ArchiveLoad.Report report)
            throws IOException {
        return new Reconciliation(report.rows(), report.refused(), topic.read(), tables.trades(), tables.candles());
    }

    private void show(ClickHouse clickHouse, Reconciliation reconciliation) throws IOException {
        Candles candles = Candles.read(clickHouse, plan.instrument());
        System.out.println();
        System.out.println(terminal.bold("1-minute candles of "
                + plan.instrument().key() + ", from ClickHouse: "
                + Reconciliation.number(candles.size()) + ", of which " + Reconciliation.number(candles.complete())
                + " proven complete"));
        candles.lastLines(CANDLES_SHOWN).forEach(System.out::println);
        System.out.println();
        new CandleChart(terminal).lines(candles.bars()).forEach(System.out::println);
        System.out.println();
        System.out.println(terminal.bold("Reconciliation"));
        reconciliation.lines(terminal).forEach(System.out::println);
        System.out.println();
        if (plan.export().isPresent()) {
            candles.export(plan.export().get());
            steps.say(
                    "export",
                    Reconciliation.number(candles.size()) + " candles written to "
                            + plan.export().get());
        }
    }

    private void stayUp(Endpoints endpoints, Services services) throws InterruptedException {
        if (plan.once()) {
            return;
        }
        System.out.println();
        System.out.println(terminal.bold("Everything stays up until Ctrl-C:"));
        endpoints.asEnvironment().forEach((name, value) -> System.out.println("  " + name + "=" + value));
        services.urls()
                .forEach((program, url) ->
                        System.out.printf("  %s: %s/readyz  %s/metrics%n", program.title(), url, url));
        System.out.println("Try, in another terminal:");
        System.out.println("  ./tickhouse sql \"SELECT * FROM market.candles ORDER BY open_time DESC LIMIT 5\"");
        System.out.println("  ./tickhouse tail market.trades-history.v1 -n 3");
        Thread.currentThread().join();
    }
}
