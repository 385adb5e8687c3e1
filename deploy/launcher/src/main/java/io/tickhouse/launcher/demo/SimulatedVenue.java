package io.tickhouse.launcher.demo;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulator: serving an archive of simulated trades over HTTP, or speaking a venue's live protocol. */
final class SimulatedVenue implements AutoCloseable {
    private static final Pattern ARCHIVE_READY = Pattern.compile("READY url=(?<url>\\S+).*");
    private static final Pattern EXCHANGE_READY = Pattern.compile("READY ws=(?<ws>\\S+) rest=(?<rest>\\S+) .*");

    private final Child child;
    private final Path log;

    private SimulatedVenue(Child child, Path log) {
        this.child = child;
        this.log = log;
    }

    /** Where a venue's sockets and its REST interface are. */
    record Exchange(String ws, String rest) {}

    /** Starts to make the archive; {@link #url} waits for it. */
    static SimulatedVenue archive(Workspace workspace, Plan plan, Path home, Path logs) {
        return start(
                workspace,
                logs.resolve(Program.SIMULATOR.title() + ".log"),
                "archive",
                "--market",
                plan.instrument().market(),
                "--symbol",
                plan.instrument().symbol(),
                "--from",
                plan.from().toString(),
                "--to",
                plan.to().toString(),
                "--trades",
                Long.toString(plan.trades()),
                "--seed",
                Long.toString(plan.seed()),
                "--dir",
                home.resolve("archive").toString(),
                "--serve");
    }

    /** Starts a market of spot; {@link #exchange} waits for it. */
    static SimulatedVenue exchange(
            Workspace workspace, List<String> symbols, int tradesPerSecond, Plan plan, Path logs) {
        return start(
                workspace,
                logs.resolve(Program.SIMULATOR.title() + "-exchange.log"),
                "exchange",
                "--market",
                "spot",
                "--symbol",
                String.join(",", symbols),
                "--rate",
                Integer.toString(tradesPerSecond),
                "--seed",
                Long.toString(plan.seed()));
    }

    private static SimulatedVenue start(Workspace workspace, Path log, String... arguments) {
        return new SimulatedVenue(
                Child.inBackground(workspace, Program.SIMULATOR, List.of(arguments), Map.of(), log, true), log);
    }

    /** The archive's address, once it is made and served. */
    String url() throws IOException, InterruptedException {
        return ready(ARCHIVE_READY).group("url");
    }

    /** Where the market is, once it is there. */
    Exchange exchange() throws IOException, InterruptedException {
        Matcher ready = ready(EXCHANGE_READY);
        return new Exchange(ready.group("ws"), ready.group("rest"));
    }

    private Matcher ready(Pattern line) throws IOException, InterruptedException {
        for (String said = child.output().readLine();
                said != null;
                said = child.output().readLine()) {
            Matcher ready = line.matcher(said);
            if (ready.matches()) {
                return ready;
            }
        }
        throw new LauncherException("the simulator ended with exit code " + child.await() + ": "
                + Files.readString(log).strip());
    }

    @Override
    public void close() {
        child.close();
    }
}
