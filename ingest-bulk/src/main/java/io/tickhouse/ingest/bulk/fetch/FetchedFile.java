package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.nio.file.Path;

/**
 * A file that is here and is what its CHECKSUM says.
 *
 * @param checksum SHA-256 of the ZIP, lower-case hex
 * @param zip where it lies now
 */
public record FetchedFile(ArchiveFile file, String checksum, Path zip) {}
