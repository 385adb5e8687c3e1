package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encoded rows of a file that was read through, kept beside it until they are published: what was unpacked, read and
 * encoded once need not be again. It never outlives its process. Of each row it holds the length of its record and the record,
 * or a negative mark.
 */
public final class Spool {
    static final int BUFFER_BYTES = 1 << 18;
    static final int REPEATED = -1;
    /** The line's number, its bytes and the reason follow, each after its length. */
    static final int REFUSED = -2;

    static final byte[] NOTHING = {};
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path path;
    private final long bytes;
    private final SpoolSpace space;

    Spool(Path path, long bytes, SpoolSpace space) {
        this.path = path;
        this.bytes = bytes;
        this.space = space;
    }

    /** Removes it and gives its space back; to be called once. */
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", path).log("encoded rows cannot be removed: {}", e.getMessage());
        }
        space.give(bytes);
    }

    /**
     * Its rows.
     *
     * @param rows how many it has
     * @param fromRow rows below are not given
     */
    public EncodedRows read(long rows, long fromRow) {
        return new EncodedRows() {
            @Override
            public <X extends Exception> void forEach(Taker<X> taker) throws X, ArchiveException {
                try (FileChannel channel = FileChannel.open(path)) {
                    Input in = new Input(channel);
                    for (long row = 0; row < rows; row++) {
                        give(in, row < fromRow, taker);
                    }
                } catch (IOException e) {
                    throw new Unreachable(
                            path + ": expected the " + rows + " rows that were kept there, found: " + e, e);
                }
            }

            @Override
            public void close() {
                // nothing is open between two calls
            }
        };
    }

    private static <X extends Exception> void give(Input in, boolean skip, EncodedRows.Taker<X> taker)
            throws X, IOException {
        int mark = in.ready(Integer.BYTES).getInt();
        switch (mark) {
            case REPEATED -> {
                if (!skip) {
                    taker.repeated();
                }
            }
            case REFUSED -> {
                long line = in.ready(Long.BYTES).getLong();
                byte[] refused = in.bytes(in.ready(Integer.BYTES).getInt());
                String reason = new String(in.bytes(in.ready(Integer.BYTES).getInt()), StandardCharsets.UTF_8);
                if (!skip) {
                    taker.refused(line, refused, reason);
                }
            }
            default -> {
                byte[] value = in.bytes(mark);
                if (!skip) {
                    taker.record(value);
                }
            }
        }
    }

    /** Streams of the JDK take a lock for every few bytes. */
    private static final class Input {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

        private Input(FileChannel channel) {
            this.channel = channel;
        }

        /** The buffer with so many bytes to be read, which are fewer than it can hold. */
        private ByteBuffer ready(int bytes) throws IOException {
            while (buffer.remaining() < bytes) {
                buffer.compact();
                int read = channel.read(buffer);
                buffer.flip();
                if (read < 0) {
                    throw new EOFException("the end");
                }
            }
            return buffer;
        }

        private byte[] bytes(int length) throws IOException {
            byte[] bytes = new byte[length];
            ready(length).get(bytes);
            return bytes;
        }
    }
}
