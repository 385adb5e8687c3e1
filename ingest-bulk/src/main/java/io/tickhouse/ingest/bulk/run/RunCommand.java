package io.tickhouse.ingest.bulk.run;

import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import io.tickhouse.service.terminal.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingest-bulk run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Loads the jobs of the list, in its order, with a display of what goes on.",
            "It ends when nothing is left to do; it may be ended or killed at any moment and goes on where it was. Of"
                    + " several runners one works and the others stand by."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing is left to do",
            "1:it cannot go on, or files are set aside; the message says why",
            "2:wrong options or settings; nothing was done",
            "3:loaded, but some rows were refused: they are in tickhouse.dead-letters.v1"
        })
public final class RunCommand implements Callable<Integer> {
    @Option(names = "--stay", description = "Stay when nothing is left to do, and wait for new jobs.")
    private boolean stay;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = ".tickhouse/bulk",
            description = "Where fetched files lie until they are published. Default: ${DEFAULT-VALUE}.")
    private Path work = Path.of(".tickhouse", "bulk");

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() {
        return ServiceRunner.run(service(System.err), options);
    }

    ServiceOptions options() {
        return options;
    }

    RunService service(PrintStream display) {
        return new RunService(work, stay, display, Terminal.current());
    }
}
