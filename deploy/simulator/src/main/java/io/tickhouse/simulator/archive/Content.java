package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.fault.Checksums;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** What a path serves at this moment: the file on disk, or bytes that a fault made of it. */
sealed interface Content {
    long length();

    /** Quoted, as in the header; another one whenever the bytes may be others. */
    String etag();

    Instant lastModified();

    /** The bytes from this offset on. */
    InputStream open(long from) throws IOException;

    record OnDisk(Path file, long length, Instant lastModified) implements Content {
        static OnDisk of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new OnDisk(
                    file, attributes.size(), attributes.lastModifiedTime().toInstant());
        }

        @Override
        public String etag() {
            return "\"%x-%x-%x\"".formatted(length, lastModified.getEpochSecond(), lastModified.getNano());
        }

        @Override
        public InputStream open(long from) throws IOException {
            SeekableByteChannel channel = Files.newByteChannel(file);
            try {
                return Channels.newInputStream(channel.position(from));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** Not a record: equality of arrays would be that of references. */
    final class InMemory implements Content {
        private final byte[] bytes;
        private final Instant lastModified;

        InMemory(byte[] bytes, Instant lastModified) {
            this.bytes = bytes;
            this.lastModified = lastModified;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public Instant lastModified() {
            return lastModified;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public String etag() {
            return '"' + Checksums.hexOf(bytes).substring(0, 32) + '"';
        }

        @Override
        public InputStream open(long from) {
            return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
        }
    }
}
