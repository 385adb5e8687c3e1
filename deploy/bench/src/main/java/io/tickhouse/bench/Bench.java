package io.tickhouse.bench;

import io.tickhouse.bench.bulk.BulkDecodeBench;
import io.tickhouse.bench.bulk.BulkPublishBench;
import io.tickhouse.bench.bulk.CandlesBesideLoadBench;
import io.tickhouse.bench.bulk.LiveBesideLoadBench;
import io.tickhouse.bench.bulk.PreEncodedCommand;
import io.tickhouse.bench.chaos.ChaosSink;
import io.tickhouse.bench.live.BareClientCommand;
import io.tickhouse.bench.live.BookBench;
import io.tickhouse.bench.live.WsDecodeBench;
import io.tickhouse.bench.live.WsEndToEndBench;
import io.tickhouse.bench.queries.QueriesBenchmark;
import io.tickhouse.bench.sink.LatencyBench;
import io.tickhouse.bench.sink.SideCommand;
import io.tickhouse.bench.sink.SinkBench;
import io.tickhouse.bench.storage.StorageBenchmark;
import io.tickhouse.bench.streams.DslCommand;
import io.tickhouse.bench.streams.StreamsBench;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code tickhouse bench} command. */
@Command(
        name = "tickhouse bench",
        mixinStandardHelpOptions = true,
        description = "Measures Tickhouse beside peers and limits in the same run, and tries to break its promises.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListCommand.class,
            RunCommand.class,
            SideCommand.class,
            PreEncodedCommand.class,
            BareClientCommand.class,
            DslCommand.class,
            ChaosSink.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; the message says why", "2:wrong command line"})
public final class Bench {
    /** Every benchmark, in the order in which they are run and shown. */
    static final List<Benchmark> ALL = List.of(
            new BulkDecodeBench(),
            new BulkPublishBench(),
            new LiveBesideLoadBench(),
            new WsDecodeBench(),
            new BookBench(),
            new WsEndToEndBench(),
            new SinkBench(),
            new LatencyBench(),
            new StreamsBench(),
            new CandlesBesideLoadBench(),
            new StorageBenchmark(),
            new QueriesBenchmark());

    private Bench() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "bench-logback.xml");
        System.exit(new CommandLine(new Bench()).setUsageHelpAutoWidth(true).execute(args));
    }
}
