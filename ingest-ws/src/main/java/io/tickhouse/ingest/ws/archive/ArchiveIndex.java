package io.tickhouse.ingest.ws.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What is in a file, in a file beside it.
 *
 * @param format of the lines
 * @param file its name
 * @param venue whose frames
 * @param capture who received them
 * @param first receive time of the first line, microseconds since the epoch, UTC
 * @param last receive time of the last one likewise
 * @param frames of sockets
 * @param answers over REST
 * @param missed frames and answers that are told as gaps
 * @param links that frames came by, in the order of their first
 * @param bytes on disk
 * @param sha256 of these, in hexadecimal digits; empty where writing broke off
 * @param complete false where writing broke off: the file can be read up to its last whole line, its counts are those of lines
 *     that are in it for certain
 */
record ArchiveIndex(
        String format,
        String file,
        String venue,
        String capture,
        long first,
        long last,
        long frames,
        long answers,
        long missed,
        List<String> links,
        long bytes,
        String sha256,
        boolean complete) {
    private static final String SUFFIX = ".index.json";

    ArchiveIndex {
        links = List.copyOf(links);
    }

    /** Writes it beside the archive's file, whole or not at all. */
    void writeBeside(Path archive) throws IOException {
        Path target = archive.resolveSibling(archive.getFileName() + SUFFIX);
        Path begun = archive.resolveSibling(archive.getFileName() + SUFFIX + ".tmp");
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(begun.toFile(), this);
        Files.move(begun, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
