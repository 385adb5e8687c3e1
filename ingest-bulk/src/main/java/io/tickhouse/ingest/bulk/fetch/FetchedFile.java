package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.nio.file.Path;

/**
 * A file that is here, and is what its CHECKSUM says where there is one.
 *
 * @param checksum SHA-256 of the packed file, lower-case hex
 * @param path where it lies now
 * @param bytes its size, packed
 */
public record FetchedFile(ArchiveFile file, String checksum, Path path, long bytes) {}
