package io.tickhouse.simulator.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Copies a file's lines, the last one first, in memory that does not grow with the file. */
final class ReversedLines {
    private static final int CHUNK = 1 << 20;

    private ReversedLines() {}

    /** @param file lines of less than a mebibyte, each ended by a line feed */
    static void copy(Path file, OutputStream out) throws IOException {
        copy(file, out, CHUNK);
    }

    /** @param chunk most bytes held at once; every line is shorter */
    static void copy(Path file, OutputStream out, int chunk) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            // exclusive end of what is still to be copied: always the end of a line
            long end = channel.size();
            while (end > 0) {
                long start = Math.max(0, end - chunk);
                byte[] bytes = read(channel, start, (int) (end - start));
                int lineEnd = bytes.length;
                for (int at = bytes.length - 2; at >= 0; at--) {
                    if (bytes[at] == '\n') {
                        out.write(bytes, at + 1, lineEnd - at - 1);
                        lineEnd = at + 1;
                    }
                }
                if (start == 0) {
                    out.write(bytes, 0, lineEnd);
                } else if (lineEnd == bytes.length) {
                    throw new IOException(
                            "expected lines of less than " + chunk + " bytes, found a longer one in " + file);
                }
                end = start == 0 ? 0 : start + lineEnd;
            }
        }
    }

    private static byte[] read(FileChannel channel, long start, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0) {
                throw new EOFException("expected " + length + " bytes at " + start + ": the file shrank");
            }
        }
        return buffer.array();
    }
}
