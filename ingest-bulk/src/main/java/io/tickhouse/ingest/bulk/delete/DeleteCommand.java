package io.tickhouse.ingest.bulk.delete;

import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.setup.DatasetOptions;
import io.tickhouse.schemas.market.Venue;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ingest-bulk delete}. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes loaded days back: their rows out of ClickHouse, as far as they came from the history topics, and their"
                    + " files off the ledger, so that a job can load them again. Says what it would delete; --yes does it.",
            "",
            "Rows that came live stay. Candles stay: they are right for the trades there were. The topics keep their"
                    + " records until retention ends them, and rows that the sink has not loaded yet come after all: let"
                    + " it catch up first.",
            "",
            "Example: ingest-bulk delete --venue binance-usdm --symbols BTCUSDT --types trades --from 2024-01-01"
                    + " --to 2024-01-31 --yes"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:deleted, or with nothing to delete, or said what would be",
            " 1:refused or failed; the message says why. Run it again: what is deleted already does no harm",
            " 2:wrong command line or configuration"
        })
public final class DeleteCommand implements Callable<Integer> {
    @Mixin
    private DatasetOptions wanted = new DatasetOptions();

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First UTC day, such as 2024-01-01.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last UTC day, inclusive.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate to;

    @Option(names = "--yes", description = "Delete; without it nothing is changed.")
    private boolean yes;

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("--to: expected " + from + " or later, found " + to);
            }
            return ServiceRunner.run(
                    new DeleteService(new Deletion(datasets(), new Period(from, to)), yes, System.out, System.err),
                    options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<Dataset> datasets() {
        Venue venue = wanted.venue().venue();
        return wanted.series().stream()
                .flatMap(series -> wanted.symbols().stream().map(symbol -> new Dataset(venue, symbol, series)))
                .toList();
    }
}
