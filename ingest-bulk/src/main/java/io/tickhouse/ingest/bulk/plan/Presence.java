package io.tickhouse.ingest.bulk.plan;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;

/**
 * What an archive has of a file.
 *
 * @param checksum whether the CHECKSUM file is there
 * @param zip whether the ZIP is there
 */
public record Presence(ArchiveFile file, boolean checksum, boolean zip) {}
