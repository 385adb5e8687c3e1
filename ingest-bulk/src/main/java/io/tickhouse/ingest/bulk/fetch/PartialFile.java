package io.tickhouse.ingest.bulk.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * What has arrived of a file so far: {@code NAME.part}, and in {@code NAME.part.etag} which generation of the file it is of.
 * Both outlive the process; a part without a generation is begun anew.
 */
final class PartialFile {
    private final Path whole;
    private final Path part;
    private final Path generation;

    PartialFile(Path whole) {
        this.whole = whole;
        this.part = whole.resolveSibling(whole.getFileName() + ".part");
        this.generation = whole.resolveSibling(whole.getFileName() + ".part.etag");
    }

    /** Bytes that are here. */
    long size() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** Asks for the rest, on condition that the file is still the same. */
    Map<String, String> rangeHeaders() throws IOException {
        if (!Files.exists(generation) || size() == 0) {
            return Map.of();
        }
        return Map.of("Range", "bytes=" + size() + "-", "If-Range", Files.readString(generation));
    }

    /** The whole file is being sent; forgets what there was. */
    long begin(HttpResponse<?> response) throws IOException {
        discard();
        Optional<String> etag =
                response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\"") && tag.length() < 200);
        if (etag.isPresent()) {
            Files.write(generation, etag.get().getBytes(StandardCharsets.ISO_8859_1));
        }
        return 0;
    }

    /**
     * The rest is being sent.
     *
     * @return bytes that are here already
     * @throws IOException if the answer begins elsewhere
     */
    long continuesAt(HttpResponse<?> response) throws IOException {
        long have = size();
        String range = response.headers().firstValue("Content-Range").orElse("none");
        if (!range.startsWith("bytes " + have + "-")) {
            discard();
            throw new IOException("asked for the bytes from " + have + " on, got the range '" + range + "'");
        }
        return have;
    }

    OutputStream append() throws IOException {
        return Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(generation);
    }

    /** All of it is here. */
    void complete() throws IOException {
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(generation);
    }
}
