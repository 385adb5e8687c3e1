package io.tickhouse.ingest.ws.setup;

import io.tickhouse.ingest.ws.archive.ArchiveSettings;
import io.tickhouse.service.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The archive's settings, out of the service's. */
final class ArchiveSetup {
    private ArchiveSetup() {}

    /**
     * Where frames are kept; empty if they are not.
     *
     * @throws IllegalArgumentException if no file can be made there
     */
    static Optional<ArchiveSettings> settings(ServiceConfig config) {
        String folder = config.string(IngestWsConfig.ARCHIVE_DIR);
        if (folder.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new ArchiveSettings(
                writable(Path.of(folder)),
                config.number(IngestWsConfig.ARCHIVE_BYTES),
                Duration.ofMillis(config.number(IngestWsConfig.ARCHIVE_MS)),
                config.integer(IngestWsConfig.ARCHIVE_FRAMES),
                config.integer(IngestWsConfig.ARCHIVE_CHARACTERS),
                config.integer(IngestWsConfig.ARCHIVE_LEVEL)));
    }

    private static Path writable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".writable", ""));
            return folder;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "expected " + IngestWsConfig.ARCHIVE_DIR + " to be a folder that can be written, found " + e
                            + "; set it to one, or to nothing",
                    e);
        }
    }
}
