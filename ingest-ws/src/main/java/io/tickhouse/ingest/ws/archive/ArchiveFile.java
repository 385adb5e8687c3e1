package io.tickhouse.ingest.ws.archive;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** One file of an archive while it is written: lines in one zstd frame. What was flushed can be read whatever comes. */
final class ArchiveFile {
    static final String SUFFIX = ".jsonl.zst";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final String venue;
    private final String capture;
    private final Disk.Sink sink;
    private final Digested digested;
    private final ZstdOutputStreamNoFinalizer zstd;
    private final ArchiveLines lines;
    private final Set<String> links = new LinkedHashSet<>();
    private final Missed unflushed = new Missed();
    private Counts written = new Counts(0, 0, 0, 0, 0);
    private Counts flushed = written;

    /** Lines so far and the times of the first and the last. */
    private record Counts(long first, long last, long frames, long answers, long missed) {
        long lines() {
            return frames + answers;
        }

        Counts with(ArchiveItem item) {
            return new Counts(
                    frames + answers + missed == 0 ? item.micros() : first,
                    item.micros(),
                    frames + (item instanceof ArchiveItem.Frame ? 1 : 0),
                    answers + (item instanceof ArchiveItem.Answer ? 1 : 0),
                    missed + (item instanceof ArchiveItem.Gap gap ? gap.frames() : 0));
        }
    }

    /**
     * Begins a file.
     *
     * @param begun when, which its name says
     */
    ArchiveFile(Disk disk, ArchiveSettings settings, String venue, String capture, Instant begun) throws IOException {
        this.venue = venue;
        this.capture = capture;
        path = settings.folder().resolve(venue + "_" + capture + "_" + TIME.format(begun) + SUFFIX);
        sink = disk.create(path);
        boolean made = false;
        try {
            digested = new Digested(sink.stream());
            zstd = new ZstdOutputStreamNoFinalizer(digested, settings.level()).setChecksum(true);
            lines = new ArchiveLines(zstd, venue);
            lines.head(begun.getEpochSecond() * 1_000_000 + begun.getNano() / 1_000, capture);
            made = true;
        } finally {
            if (!made) {
                sink.stream().close();
            }
        }
    }

    Path path() {
        return path;
    }

    /** On disk, without what is still being packed. */
    long bytes() {
        return digested.bytes;
    }

    void write(ArchiveItem item) throws IOException {
        unflushed.add(item);
        written = written.with(item);
        if (item instanceof ArchiveItem.Frame frame) {
            links.add(frame.link());
        }
        lines.write(item);
    }

    /** From here on all that was written can be read. Returns how many frames and answers more that are than before. */
    long flush() throws IOException {
        lines.flush();
        zstd.flush();
        long more = written.lines() - flushed.lines();
        flushed = written;
        if (unflushed.frames() > 0) {
            unflushed.take("");
        }
        return more;
    }

    /** Ends the file, all of which is flushed, and writes its index. */
    void close() throws IOException {
        zstd.closeWithoutClosingParentStream();
        sink.force();
        digested.close();
        index(true).writeBeside(path);
    }

    /**
     * Gives the file up after a failure; it takes nothing any more.
     *
     * @param missed gets what may not be in it
     * @return how many frames and answers of these have not been told as missed before
     */
    long giveUp(Missed missed) {
        if (unflushed.frames() > 0) {
            missed.add(unflushed.take(""));
        }
        digested.discards = true;
        return written.lines() - flushed.lines();
    }

    /** Leaves what there is of a file that was given up, with its index; one without a flushed line is taken away. */
    void leave() throws IOException {
        try (OutputStream _ = digested) {
            zstd.closeWithoutClosingParentStream();
        }
        if (flushed.lines() + flushed.missed() == 0) {
            Files.deleteIfExists(path);
        } else {
            index(false).writeBeside(path);
        }
    }

    private ArchiveIndex index(boolean complete) {
        return new ArchiveIndex(
                ArchiveLines.FORMAT,
                String.valueOf(path.getFileName()),
                venue,
                capture,
                flushed.first(),
                flushed.last(),
                flushed.frames(),
                flushed.answers(),
                flushed.missed(),
                links.stream().toList(),
                digested.bytes,
                complete ? HexFormat.of().formatHex(digested.digest.digest()) : "",
                complete);
    }

    /** Counts bytes and takes their checksum. */
    private static final class Digested extends OutputStream {
        private final OutputStream out;
        private final MessageDigest digest;
        private long bytes;
        /** The file takes nothing any more. */
        private boolean discards;

        Digested(OutputStream out) {
            this.out = out;
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (discards) {
                return;
            }
            out.write(from, offset, length);
            digest.update(from, offset, length);
            bytes += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
