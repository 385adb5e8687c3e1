package io.tickhouse.ingest.bulk.setup;

import io.tickhouse.market.Source;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where files come from, what is said of them, and where they lie meanwhile. */
public final class ArchiveOptions {
    @Option(
            names = "--archive",
            paramLabel = "DIR_OR_URL",
            description = "Folder or http(s) address with data/ below it. Default: the setting bulk.archive.url.")
    private @Nullable String archive;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "BULK",
            description = "What the records say they come from: BULK, or SIMULATED for the simulator's archive.")
    private Source source = Source.BULK;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = ".tickhouse/bulk",
            description = "Where fetched files lie. Default: ${DEFAULT-VALUE}.")
    private Path work = Path.of(".tickhouse", "bulk");

    /** Folder or address, if it was given. */
    public Optional<String> archive() {
        return Optional.ofNullable(archive);
    }

    /**
     * What the records say they come from.
     *
     * @throws IllegalArgumentException if no archive is one
     */
    public Source source() {
        if (source != Source.BULK && source != Source.SIMULATED) {
            throw new IllegalArgumentException("--source: expected BULK or SIMULATED, found " + source);
        }
        return source;
    }

    public Path work() {
        return work;
    }
}
