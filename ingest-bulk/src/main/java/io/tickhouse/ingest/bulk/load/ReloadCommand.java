package io.tickhouse.ingest.bulk.load;

import io.tickhouse.ingest.bulk.publish.DatasetPublisher.Again;
import io.tickhouse.ingest.bulk.setup.ArchiveOptions;
import io.tickhouse.ingest.bulk.setup.DatasetOptions;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ingest-bulk reload}: one day once more, whatever the ledger says of it. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Loads the files of one day once more, also when they are loaded. Tables and candles hold each trade once by its"
                    + " id; the history topic has its rows twice then.",
            "It is 'load --from DAY --to DAY --reload all'."
        })
public final class ReloadCommand implements Callable<Integer> {
    @Mixin
    private DatasetOptions datasets = new DatasetOptions();

    @Option(names = "--day", required = true, paramLabel = "DAY", description = "The UTC day, such as 2024-08-08.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate day;

    @Mixin
    private ArchiveOptions archive = new ArchiveOptions();

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        return ServiceRunner.run(new LoadService(request(), System.out, System.err), options);
    }

    private LoadRequest request() {
        try {
            return new LoadRequest(
                    archive.archive(),
                    datasets.venue(),
                    datasets.symbols(),
                    datasets.series(),
                    day,
                    day,
                    archive.source(),
                    archive.work(),
                    Optional.empty(),
                    true,
                    Again.ALL);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
