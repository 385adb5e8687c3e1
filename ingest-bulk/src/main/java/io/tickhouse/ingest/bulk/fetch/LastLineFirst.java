package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads an unpacked CSV from its last line to its first, in constant memory: some archives' old files begin with the newest row. */
final class LastLineFirst {
    private static final int BLOCK_BYTES = 1 << 18;

    private final ArchiveFile file;
    private final Path csv;
    private final long lines;
    private byte[] tail = {};

    /** @param lines how many there are, so that each keeps its number */
    LastLineFirst(ArchiveFile file, Path csv, long lines) {
        this.file = file;
        this.csv = csv;
        this.lines = lines;
    }

    /** Gives the lines with the numbers they have in the file. */
    <X extends Exception> void read(PackedCsv.Lines<X> taker) throws IOException, X, ArchiveException {
        try (SeekableByteChannel channel = Files.newByteChannel(csv, StandardOpenOption.READ)) {
            long number = lines;
            boolean atEnd = true;
            for (long end = channel.size(); end > 0; ) {
                long start = Math.max(0, end - BLOCK_BYTES);
                byte[] block = block(channel, start, (int) (end - start));
                int to = block.length;
                for (int i = block.length - 1; i >= 0; i--) {
                    if (block[i] != '\n') {
                        continue;
                    }
                    boolean isLine = !atEnd || i + 1 < to; // behind the last line's end there is none
                    if (isLine && !taker.line(number--, block, i + 1, withoutReturn(block, i + 1, to))) {
                        return;
                    }
                    atEnd = false;
                    to = i;
                }
                tail = Arrays.copyOf(block, to);
                if (tail.length > LineReader.LONGEST_LINE) {
                    throw new IOException(
                            file.csvName() + " has a line of more than " + LineReader.LONGEST_LINE + " bytes");
                }
                end = start;
            }
            taker.line(number, tail, 0, withoutReturn(tail, 0, tail.length));
        }
    }

    /** The bytes from {@code start} on, and behind them the beginning of the line that went on in the block read before. */
    private byte[] block(SeekableByteChannel channel, long start, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length + tail.length);
        buffer.limit(length);
        channel.position(start);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException(csv + " has become shorter while it was read");
            }
        }
        buffer.limit(buffer.capacity());
        buffer.put(tail);
        return buffer.array();
    }

    private static int withoutReturn(byte[] block, int from, int to) {
        return to > from && block[to - 1] == '\r' ? to - 1 : to;
    }
}
