package io.tickhouse.bench.chaos;

import io.tickhouse.launcher.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickhouse bench chaos-sink}. */
@Command(
        name = "chaos-sink",
        mixinStandardHelpOptions = true,
        description = {
            "Kills, stalls and starves the sink while it loads a known set of trades, then compares the table with the"
                    + " set row by row.",
            "It runs on a stack of its own, which is removed at the end unless something was wrong. Failures inside"
                    + " ClickHouse need strace on the PATH and the right to use it; without it they are skipped."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every record is in the table once, as it was produced",
            "1:something was lost, doubled or changed, or the trial could not be played to its end",
            "2:wrong command line"
        })
public final class ChaosSink implements Callable<Integer> {
    private enum Spoken {
        classic,
        consumer,
        both
    }

    @Option(names = "--trades", paramLabel = "N", description = "Trades at least; ${DEFAULT-VALUE}.")
    private long trades = 5_000_000;

    @Option(names = "--kills", paramLabel = "N", description = "How often the sink is killed; ${DEFAULT-VALUE}.")
    private int kills = 20;

    @Option(
            names = "--clickhouse-kills",
            paramLabel = "N",
            description = "How often ClickHouse is killed; ${DEFAULT-VALUE}.")
    private int engineKills = 5;

    @Option(
            names = "--protocol",
            description = "Group protocol: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} plays all acts with each.")
    private Spoken protocol = Spoken.both;

    @Option(names = "--seed", paramLabel = "N", description = "Of the trades and the moments; random by default.")
    private @Nullable Long seed;

    @Option(names = "--rounds", paramLabel = "N", description = "Trials one after the other; ${DEFAULT-VALUE}.")
    private int rounds = 1;

    @Option(names = "--minutes", paramLabel = "N", description = "Begins new trials for as long as this.")
    private int minutes;

    @Option(names = "--brief", description = "A minute's worth of everything, with 300,000 trades unless told.")
    private boolean brief;

    @Option(names = "--keep", description = "Leaves data and logs where they are, also when nothing was wrong.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        Workspace workspace = Workspace.current();
        Path folder = workspace
                .root()
                .resolve("target/bench/chaos-sink-" + ProcessHandle.current().pid());
        System.setProperty("logback.configurationFile", "stack-logback.xml");
        System.setProperty(
                "tickhouse.stack.log", folder.resolveSibling("chaos-sink.log").toString());
        long first = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        for (int round = 0; round < rounds || System.nanoTime() < end; round++) {
            Journal journal = new Journal(System.out);
            new Chaos(plan(first + round), workspace, folder, journal, keep).run();
            System.out.printf(Locale.ROOT, "%nseed %d%n%n%s%n", first + round, journal.summary());
            if (!journal.failures().isEmpty()) {
                return 1;
            }
        }
        return 0;
    }

    private Plan plan(long ofRound) {
        if (brief) {
            return Plan.brief(Math.min(trades, 300_000), ofRound);
        }
        List<Protocol> protocols = switch (protocol) {
            case classic -> List.of(Protocol.CLASSIC);
            case consumer -> List.of(Protocol.CONSUMER);
            case both -> List.of(Protocol.values());
        };
        return Plan.full(trades, kills, engineKills, protocols, ofRound);
    }
}
