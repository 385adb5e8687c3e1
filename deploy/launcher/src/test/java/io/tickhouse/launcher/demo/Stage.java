package io.tickhouse.launcher.demo;

import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.query.ClickHouse;
import io.tickhouse.launcher.stack.LocalStackProcess;
import io.tickhouse.launcher.stack.LocalStackProcess.Started;
import io.tickhouse.local.Endpoints;
import io.tickhouse.market.Source;
import io.tickhouse.service.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole house, standing: a local stack, the sink and the aggregator as processes of their own. */
final class Stage implements AutoCloseable {
    final Workspace workspace;
    final Endpoints endpoints;
    final ClickHouse clickHouse;
    private final Started stack;
    private final Services services;

    Stage(Path root, Path data) throws IOException, InterruptedException {
        new Workspace(root, root).remove(data);
        workspace = new Workspace(root, data);
        Path home = workspace.demoHome();
        Path logs = Files.createDirectories(home.resolve("logs"));
        stack = new LocalStackProcess(workspace, Program.DEMO_STACK, home).start(List.of());
        endpoints = stack.endpoints();
        LocalStackProcess.provision(endpoints);
        services = new Services(workspace, endpoints, logs);
        services.start(Program.SINK, List.of());
        services.start(Program.STREAMS, List.of("streams.state.dir=" + home.resolve("streams")));
        services.awaitReady();
        clickHouse = new ClickHouse(endpoints);
    }

    /** Loads days of an archive as the demo does and waits until candles hold every trade. */
    ArchiveLoad.Report load(Path archive, Instrument instrument, LocalDate from, LocalDate to, Source source)
            throws IOException, InterruptedException {
        Plan plan = Plan.given(archive.toString(), instrument, from, to, true, true, Optional.empty());
        ArchiveLoad.Report report =
                new ArchiveLoad(workspace, endpoints, plan, workspace.demoHome()).run(archive.toString(), source);
        new Arrival(tables(instrument), services, new Terminal(false, false)).await(report.rows() - report.refused());
        return report;
    }

    TableTotals tables(Instrument instrument) {
        return new TableTotals(clickHouse, instrument);
    }

    Totals topic(Instrument instrument) throws IOException {
        return new TopicTotals(endpoints, instrument).read();
    }

    /** The instrument's candles as the demo exports them, header left out. */
    List<String> exported(Instrument instrument) throws IOException {
        Path file = workspace.data().resolve(instrument.market() + "-" + instrument.symbol() + ".csv");
        Candles.read(clickHouse, instrument).export(file);
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }

    /** Lets the simulator make an archive. */
    Path simulate(Instrument instrument, LocalDate from, LocalDate to, long trades, long seed)
            throws InterruptedException {
        Path folder = workspace.data().resolve("simulated-" + instrument.market());
        int code = Child.inForeground(
                        workspace,
                        Program.SIMULATOR,
                        List.of(
                                "archive",
                                "--market",
                                instrument.market(),
                                "--symbol",
                                instrument.symbol(),
                                "--from",
                                from.toString(),
                                "--to",
                                to.toString(),
                                "--trades",
                                Long.toString(trades),
                                "--seed",
                                Long.toString(seed),
                                "--dir",
                                folder.toString()),
                        Map.of())
                .await();
        if (code != 0) {
            throw new IllegalStateException("the simulator ended with " + code);
        }
        return folder;
    }

    /** Runs a command of ingest-bulk; its exit code. */
    int bulk(String... arguments) throws InterruptedException {
        return Child.inForeground(workspace, Program.INGEST_BULK, List.of(arguments), endpoints.asEnvironment())
                .await();
    }

    @Override
    public void close() {
        clickHouse.close();
        services.close();
        stack.close();
    }
}
