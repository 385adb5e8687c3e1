package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.schemas.serde.AvroBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a {@link Spool} while a file is read. Where there is no room for it, it gives up and leaves nothing behind. */
final class SpoolWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);

    /** Encoded trades are about so many times as large as packed ones; what will not fit is not begun. */
    private static final int USUAL_GROWTH = 8;

    private final Path path;
    private final SpoolSpace space;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Spool.BUFFER_BYTES);
    private @Nullable FileChannel channel;
    private long bytes;

    SpoolWriter(FetchedFile fetched, SpoolSpace space) {
        this.path = fetched.path().resolveSibling(fetched.path().getFileName() + ".rows");
        this.space = space;
        long expected = fetched.bytes() * USUAL_GROWTH;
        try {
            // nor where it would leave the disk, which may be the broker's too, without room
            if (!space.has(expected) || Files.getFileStore(fetched.path()).getUsableSpace() < 2 * expected) {
                return;
            }
            channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("no rows are kept; the file will be read twice");
        }
    }

    void record(RowReader read) {
        if (channel != null) {
            AvroBuffer record = read.encoded();
            if (hasRoom(record.size())) {
                record.writeTo(buffer.putInt(record.size()));
            }
        }
    }

    void repeated() {
        row(Spool.REPEATED, Spool.NOTHING);
    }

    void refused(long line, byte[] refused, String reason) {
        byte[] why = reason.getBytes(StandardCharsets.UTF_8);
        row(Spool.REFUSED, ByteBuffer.allocate(Long.BYTES).putLong(line).array());
        row(refused.length, refused);
        row(why.length, why);
    }

    private void row(int mark, byte[] content) {
        if (hasRoom(content.length)) {
            buffer.putInt(mark).put(content);
        }
    }

    /** Whether a mark and so many bytes can be kept; makes room for them. */
    private boolean hasRoom(int length) {
        if (channel != null && buffer.remaining() < Integer.BYTES + length) {
            flush();
            if (buffer.remaining() < Integer.BYTES + length) {
                giveUp(); // a line as long as that is no row of any archive
            }
        }
        return channel != null;
    }

    private void flush() {
        FileChannel to = channel;
        if (to == null) {
            return;
        }
        long more = buffer.flip().remaining();
        if (!space.take(more)) {
            giveUp();
            return;
        }
        bytes += more;
        try {
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("no rows are kept; the file will be read twice");
            giveUp();
        }
    }

    /** Removes what was written. */
    void giveUp() {
        if (channel != null) {
            close();
            new Spool(path, bytes, space).delete();
        }
    }

    private void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", path).log("encoded rows cannot be closed: {}", e.getMessage());
        } finally {
            channel = null;
        }
    }

    /** The whole; empty when there was no room. */
    Optional<Spool> end() {
        flush();
        if (channel == null) {
            return Optional.empty();
        }
        close();
        return Optional.of(new Spool(path, bytes, space));
    }
}
