package io.tickhouse.ingest.ws.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where files are made. */
interface Disk {
    /** The real one. */
    Disk REAL = path -> {
        Files.createDirectories(path.toAbsolutePath().resolveSibling("."));
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new Sink(Channels.newOutputStream(channel), () -> channel.force(true));
    };

    /** Makes a file that is not there yet. */
    Sink create(Path path) throws IOException;

    /** Has what was written reach the disk itself. */
    @FunctionalInterface
    interface Forcing {
        void force() throws IOException;
    }

    /** A file to be written. */
    record Sink(OutputStream stream, Forcing forcing) {
        void force() throws IOException {
            forcing.force();
        }
    }
}
