package io.tickhouse.ingest.bulk.load;

import io.tickhouse.ingest.bulk.publish.DatasetPublisher.Again;
import io.tickhouse.ingest.bulk.setup.ArchiveOptions;
import io.tickhouse.ingest.bulk.setup.DatasetOptions;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ingest-bulk load}: one load, now. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Loads files of a venue's archive into the history topics.",
            "All files are fetched and verified before a row is published; a load that was broken off continues at the"
                    + " next row, a file that is loaded already is left alone.",
            "Example: ingest-bulk load --venue binance-spot --symbols BTCUSDT --from 2024-08-08 --to 2024-08-09"
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:loaded, or loaded already",
            "1:could not be loaded; the message says why",
            "2:wrong options or settings; nothing was done",
            "3:loaded, but some rows were refused: they are in tickhouse.dead-letters.v1"
        })
public final class LoadCommand implements Callable<Integer> {
    @Mixin
    private DatasetOptions datasets = new DatasetOptions();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First UTC day, such as 2024-08-08.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last UTC day, inclusive.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate to;

    @Mixin
    private ArchiveOptions archive = new ArchiveOptions();

    @Option(
            names = "--missing",
            paramLabel = "WHAT",
            defaultValue = "warn",
            description = "When days at the ends of the range are not in the archive: warn or fail. A hole inside the"
                    + " range always fails.")
    private String missing = "warn";

    @Option(
            names = "--reload",
            paramLabel = "WHICH",
            arity = "0..1",
            fallbackValue = "changed",
            description =
                    "Load files again: those whose content changed upstream since they were loaded (changed), or all"
                            + " of the request (all). Tables and candles hold each trade once by its id.")
    private @Nullable String reload;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a JSON report of every file.")
    private @Nullable Path report;

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        return ServiceRunner.run(new LoadService(request(), System.out, System.err), options);
    }

    ServiceOptions options() {
        return options;
    }

    LoadRequest request() {
        require(!to.isBefore(from), "--to: expected " + from + " or later, found " + to);
        require(
                missing.equals("warn") || missing.equals("fail"),
                "--missing: expected warn or fail, found '" + missing + "'");
        require(
                reload == null || reload.equals("changed") || reload.equals("all"),
                "--reload: expected changed or all, found '" + reload + "'");
        try {
            return new LoadRequest(
                    archive.archive(),
                    datasets.venue(),
                    datasets.symbols(),
                    datasets.series(),
                    from,
                    to,
                    archive.source(),
                    archive.work(),
                    Optional.ofNullable(report),
                    missing.equals("warn"),
                    reload == null ? Again.NO : reload.equals("all") ? Again.ALL : Again.CHANGED);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
