package io.tickhouse.bench;

import io.tickhouse.bench.chaos.ChaosSink;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code tickhouse bench} command. */
@Command(
        name = "tickhouse bench",
        mixinStandardHelpOptions = true,
        description = "Measures Tickhouse beside peers and limits in the same run, and tries to break its promises.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, RunCommand.class, ChaosSink.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; the message says why", "2:wrong command line"})
public final class Bench {
    /** Every benchmark, in the order in which they are run and shown. */
    static final List<Benchmark> ALL = List.of();

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).setUsageHelpAutoWidth(true).execute(args));
    }
}
