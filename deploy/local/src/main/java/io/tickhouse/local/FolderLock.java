package io.tickhouse.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock on a folder that dies with the process that holds it, so a stale one cannot exist. */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock if nobody holds it; writes this process's id into the file for the one who comes second. */
    static Optional<FolderLock> tryTake(Path file) throws IOException {
        FileChannel channel = open(file);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(signed(channel));
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            channel.close();
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    /** Takes the lock, waiting for the process that holds it to end. */
    static FolderLock take(Path file) throws IOException {
        FileChannel channel = open(file);
        channel.lock();
        return signed(channel);
    }

    /** What the holder wrote: its process id, or a question mark. */
    static String holder(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? "?" : text;
        } catch (IOException unreadable) {
            return "?";
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static FolderLock signed(FileChannel channel) throws IOException {
        channel.truncate(0);
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(pid), 0);
        return new FolderLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
