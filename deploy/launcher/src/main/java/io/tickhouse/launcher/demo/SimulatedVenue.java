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

/** The simulator, serving an archive of simulated trades over HTTP. */
final class SimulatedVenue implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("READY url=(\\S+).*");

    private final Child child;
    private final Path log;

    private SimulatedVenue(Child child, Path log) {
        this.child = child;
        this.log = log;
    }

    /** Starts to make the archive; {@link #url} waits for it. */
    static SimulatedVenue start(Workspace workspace, Plan plan, Path home, Path logs) {
        Path log = logs.resolve(Program.SIMULATOR.title() + ".log");
        List<String> arguments = List.of(
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
        return new SimulatedVenue(
                Child.inBackground(workspace, Program.SIMULATOR, arguments, Map.of(), log, true), log);
    }

    /** The archive's address, once it is made and served. */
    String url() throws IOException, InterruptedException {
        for (String said = child.output().readLine();
                said != null;
                said = child.output().readLine()) {
            Matcher ready = READY.matcher(said);
            if (ready.matches()) {
                return ready.group(1);
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
