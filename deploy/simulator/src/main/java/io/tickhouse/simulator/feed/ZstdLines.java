package io.tickhouse.simulator.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines of one archived file. One that was being written when its process was killed ends with its last whole line; one
 * whose index calls it complete has to be whole.
 */
final class ZstdLines implements AutoCloseable {
    /** Bytes of a line. */
    static final int LONGEST = 32 << 20;

    private final Path path;
    private final boolean complete;
    private final ZstdInputStreamNoFinalizer in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private long number;
    private boolean cutOff;

    ZstdLines(Path path) throws IOException {
        this.path = path;
        this.complete = isComplete(path);
        // continuous: what is cut off ends where it is cut off
        this.in = new ZstdInputStreamNoFinalizer(new BufferedInputStream(Files.newInputStream(path), 1 << 16))
                .setContinuous(true);
    }

    /** Whether its index calls it complete; then its length is as told. */
    private static boolean isComplete(Path path) throws IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".index.json");
        if (!Files.exists(beside)) {
            return false;
        }
        JsonNode index;
        try {
            index = new ObjectMapper().readTree(beside.toFile());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "expected an index in " + beside + ", found none: " + e.getMessage() + "; without it the archive's"
                            + " file is read as one that was cut off",
                    e);
        }
        boolean complete = index.path("complete").asBoolean();
        if (complete && index.path("bytes").asLong(-1) != Files.size(path)) {
            throw new IllegalArgumentException("expected "
                    + index.path("bytes").asText() + " bytes in " + path + " by its index, found " + Files.size(path)
                    + ": it is cut off or was changed; without its index it is read up to its end");
        }
        return complete;
    }

    /** The next line without its end; null after the last whole one. */
    byte @Nullable [] next() throws IOException {
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        while (true) {
            if (at == end && !fill()) {
                cutOff = line.size() > 0 || number == 1;
                if (cutOff && complete) {
                    throw new IllegalArgumentException("expected a line's end at " + where() + ", found the file's");
                }
                return null;
            }
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, from, at - from);
            if (line.size() > LONGEST) {
                throw new IllegalArgumentException(
                        "expected a line of at most " + LONGEST + " bytes at " + where() + ", found a longer one");
            }
            if (at < end) {
                at++;
                return line.toByteArray();
            }
        }
    }

    private boolean fill() throws IOException {
        try {
            at = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            return end > 0;
        } catch (ZstdIOException e) {
            throw new IllegalArgumentException("expected zstd at " + where() + ", found damage: " + e.getMessage(), e);
        }
    }

    /** File and line. */
    String where() {
        return path + ":" + number;
    }

    /** What is to be said if it ended within a line. */
    Optional<String> cutOff() {
        return cutOff ? Optional.of(path + " is cut off in line " + number) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
