package io.tickhouse.ingest.ws.archive;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where frames are kept and how.
 *
 * @param folder of the files; made if it is not there
 * @param fileBytes on disk after which a file is closed and another begun, 1 or more
 * @param fileAge after which it is likewise, above zero
 * @param queueFrames most frames and answers that wait for the disk, 1 or more
 * @param queueCharacters most characters of these, 1 or more
 * @param level of zstd, 1 to 19
 */
public record ArchiveSettings(
        Path folder, long fileBytes, Duration fileAge, int queueFrames, long queueCharacters, int level) {}
