package io.tickhouse.sink.clickhouse;

import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The sink as a process. */
@Command(
        name = "sink-clickhouse",
        mixinStandardHelpOptions = true,
        description = {
            "Loads every topic of the catalogue into its ClickHouse table, exactly once.",
            "",
            "Applies the migrations of the database at its start. Several sinks of one group share the work. Settings"
                    + " are listed by --print-config; each can come from --config, from a variable"
                    + " (TICKHOUSE_SINK_GROUP_ID for sink.group.id) or from --set.",
            "",
            "It needs from Kafka: READ on its topics and its group; READ and WRITE on tickhouse.dead-letters.v1; WRITE"
                    + " and DESCRIBE on transactional ids that begin with its group and -dead-letters-."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:stopped as asked, or --check found everything in order",
            " 1:cannot go on; the message says why",
            " 2:wrong command line or configuration"
        })
public final class SinkClickHouse implements Callable<Integer> {
    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    public static void main(String[] args) {
        System.exit(new CommandLine(new SinkClickHouse()).execute(args));
    }

    @Override
    public Integer call() {
        return ServiceRunner.run(new SinkService(), options);
    }
}
