package io.tickhouse.ingest.bulk.load;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
    @Option(names = "--venue", required = true, paramLabel = "VENUE", description = "The venue's product.")
    private String venue = "";

    @Option(
            names = {"--symbols", "--symbol"},
            required = true,
            paramLabel = "S",
            description = "Symbols as the venue names them, separated by commas.")
    private String symbols = "";

    @Option(
            names = {"--types", "--type"},
            paramLabel = "TYPE",
            defaultValue = "trades",
            description = "Types of data, separated by commas. Default: ${DEFAULT-VALUE}.")
    private String types = "trades";

    @Option(names = "--day", required = true, paramLabel = "DAY", description = "The UTC day, such as 2024-08-08.")
    @SuppressWarnings("NullAway.Init") // required
    private LocalDate day;

    @Option(
            names = "--archive",
            paramLabel = "DIR_OR_URL",
            description = "Folder or address. Default: bulk.archive.url.")
    private @Nullable String archive;

    @Option(names = "--source", paramLabel = "SOURCE", defaultValue = "BULK", description = "BULK or SIMULATED.")
    private String source = "BULK";

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = ".tickhouse/bulk",
            description = "Where files lie during the load. Default: ${DEFAULT-VALUE}.")
    private Path work = Path.of(".tickhouse", "bulk");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(List.of("--venue", venue, "--symbols", symbols, "--types", types));
        arguments.addAll(List.of("--from", day.toString(), "--to", day.toString(), "--reload", "all"));
        arguments.addAll(List.of("--source", source, "--work", work.toString()));
        if (archive != null) {
            arguments.addAll(List.of("--archive", archive));
        }
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return new CommandLine(new LoadCommand()).execute(arguments.toArray(String[]::new));
    }
}
