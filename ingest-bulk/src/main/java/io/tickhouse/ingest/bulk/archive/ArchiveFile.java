package io.tickhouse.ingest.bulk.archive;

import io.tickhouse.schemas.market.Venue;
import java.time.LocalDate;

/**
 * One file of an archive.
 *
 * @param venue the venue's product
 * @param symbol the instrument as the venue names it
 * @param dataType type of its rows, such as {@code trades}
 * @param day the UTC day it holds
 * @param path of the ZIP below the archive's root, with {@code /}
 * @param entry name of the one CSV that the ZIP must hold
 */
public record ArchiveFile(Venue venue, String symbol, String dataType, LocalDate day, String path, String entry) {
    private static final String CHECKSUM_SUFFIX = ".CHECKSUM";

    /** Path of the file that holds the ZIP's SHA-256. */
    public String checksumPath() {
        return path + CHECKSUM_SUFFIX;
    }

    /** Name of the ZIP without its folders. */
    public String zipName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
