package io.tickhouse.ingest.bulk.plan;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.util.OptionalLong;

/**
 * What an archive has of a file.
 *
 * @param announced whether its CHECKSUM file is there, or the file itself where there are none
 * @param bytes size of the packed file, 0 where not known; empty when it is not there
 */
public record Presence(ArchiveFile file, boolean announced, OptionalLong bytes) {}
