package io.tickhouse.ingest.bulk.archive;

import io.tickhouse.schemas.market.Venue;
import java.util.Optional;

/**
 * One file of an archive.
 *
 * @param period the UTC days it is for
 * @param path below the archive's root, with {@code /}
 * @param packaging how its CSV is packed
 */
public record ArchiveFile(Dataset dataset, Period period, String path, Packaging packaging) {
    private static final String CHECKSUM_SUFFIX = ".CHECKSUM";

    /** How a CSV is packed. */
    public sealed interface Packaging {
        /**
         * A ZIP of one CSV, with its SHA-256 in a file beside it.
         *
         * @param entry the CSV's name, which must be the ZIP's only entry
         */
        record Zip(String entry) implements Packaging {}

        /** A gzip stream; nothing says what it should be. */
        record Gzip() implements Packaging {}
    }

    public Venue venue() {
        return dataset.venue();
    }

    /** The instrument as the venue names it. */
    public String symbol() {
        return dataset.symbol();
    }

    /** Path of the file that holds the SHA-256; empty where the archive has none. */
    public Optional<String> checksumPath() {
        return switch (packaging) {
            case Packaging.Zip _ -> Optional.of(path + CHECKSUM_SUFFIX);
            case Packaging.Gzip _ -> Optional.empty();
        };
    }

    /** The file's name without its folders. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The CSV's name, for messages. */
    public String csvName() {
        return switch (packaging) {
            case Packaging.Zip(String entry) -> entry;
            case Packaging.Gzip _ -> name().replaceFirst("\\.gz$", "");
        };
    }
}
