package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.fault.Checksums;
import io.tickhouse.simulator.fault.Defect;
import io.tickhouse.simulator.fault.Mutant;
import io.tickhouse.simulator.fault.Mutation;
import io.tickhouse.simulator.fault.Mutator;
import io.tickhouse.simulator.fault.ZipImage;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * An archive folder made by hand, for tests: given rows in the venue's layout, right or with chosen defects.
 *
 * <pre>{@code
 * ArchiveFolder archive = ArchiveFolder.in(dir);
 * archive.day(Market.SPOT, "BTCUSDT", LocalDate.of(2024, 8, 8), "1,60000.00,0.5,30000.00,1723075200000,True,True");
 * archive.day(Market.UM, "BTCUSDT", date, Market.UM.header(), row1, row2).withZeroPrice(2).withWrongChecksum();
 * }</pre>
 *
 * Every call writes at once; a defect spoils the file as it is and leaves a right checksum unless told otherwise. A day
 * asked for again replaces the first: a re-publication.
 */
public final class ArchiveFolder {
    private final Path root;

    private ArchiveFolder(Path root) {
        this.root = root;
    }

    /**
     * A folder to put days into.
     *
     * @param root need not exist yet; {@code data/} comes below it
     */
    public static ArchiveFolder in(Path root) {
        return new ArchiveFolder(root);
    }

    public Path root() {
        return root;
    }

    /** Like {@link #day(Market, String, LocalDate, List)}. */
    public Day day(Market market, String symbol, LocalDate date, String... lines) {
        return day(market, symbol, date, List.of(lines));
    }

    /**
     * Writes a day's ZIP and CHECKSUM, replacing what is there.
     *
     * @param lines of the CSV, as they are to stand there, without line ends; a header is a line like any other
     */
    public Day day(Market market, String symbol, LocalDate date, List<String> lines) {
        return file(new ArchiveFile(market, symbol, date), lines);
    }

    /** Like {@link #file(ArchiveFile, List)}. */
    public Day file(ArchiveFile file, String... lines) {
        return file(file, List.of(lines));
    }

    /**
     * Writes any dataset's ZIP and CHECKSUM, replacing what is there.
     *
     * @param lines of the CSV, as they are to stand there, without line ends; a header is a line like any other
     */
    public Day file(ArchiveFile file, List<String> lines) {
        StringBuilder csv = new StringBuilder();
        lines.forEach(line -> csv.append(line).append('\n'));
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        return new Day(file)
                .write(new ZipImage(file.csvName(), bytes, file.period().first()).zipped());
    }

    /** One file, a day's as a rule, on disk already; each method changes it there. */
    public final class Day {
        private final ArchiveFile file;

        private Day(ArchiveFile file) {
            this.file = file;
        }

        /** Spoils the ZIP; its checksum follows. Defects add up, a truncation comes last. */
        public Day with(Defect defect) {
            return write(defect.applyTo(zipBytes()));
        }

        /**
         * Mutates the ZIP.
         *
         * @param newChecksum whether the checksum follows, so that a reader gets past it; otherwise it stays as it is
         * @return what was done, for an assertion's message
         */
        public Mutant mutate(Mutator mutator, Mutation mutation, boolean newChecksum) {
            Mutant mutant = mutator.apply(mutation, zipBytes());
            if (newChecksum) {
                write(mutant.zip());
            } else {
                writeZip(mutant.zip());
            }
            return mutant;
        }

        /** The price at this line is not a number; lines count from 1, a header included. */
        public Day withBadRow(long line) {
            return with(new Defect.BadRow(line));
        }

        /** The price at this line is zero; lines count from 1, a header included. */
        public Day withZeroPrice(long line) {
            return with(new Defect.ZeroPrice(line));
        }

        /** Only the first bytes of the ZIP are left. */
        public Day truncatedTo(int bytes) {
            return with(new Defect.TruncatedZip(bytes));
        }

        /** The ZIP's entry is named {@code ../evil.csv}. */
        public Day withClimbingEntry() {
            return with(new Defect.RenamedEntry("../evil.csv"));
        }

        /** The ZIP's entry lies in a folder. */
        public Day withNestedEntry() {
            return with(new Defect.NestedEntry());
        }

        /** The ZIP has a second CSV. */
        public Day withSecondEntry() {
            return with(new Defect.SecondEntry());
        }

        /** The checksum is well-formed and belongs to other content. Call it after the defects. */
        public Day withWrongChecksum() {
            return checksum(Checksums.line(Checksums.stale(sha256()), file.zipName()));
        }

        /** The checksum file holds these bytes: for what is not even well-formed. Call it after the defects. */
        public Day withChecksumText(String text) {
            return checksum(text.getBytes(StandardCharsets.UTF_8));
        }

        public Day withoutChecksum() {
            try {
                Files.deleteIfExists(checksum());
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + checksum(), e);
            }
        }

        public ArchiveFile file() {
            return file;
        }

        public Path zip() {
            return file.zipIn(root);
        }

        public Path checksum() {
            return file.checksumIn(root);
        }

        /** The ZIP's path on an {@link ArchiveServer} of this folder, with its leading slash. */
        public String urlPath() {
            return "/" + file.zipPath();
        }

        /** SHA-256 of the ZIP as it is now, lower-case hex. */
        public String sha256() {
            return Checksums.hexOf(zipBytes());
        }

        /** The folder, to go on with the next day. */
        public ArchiveFolder folder() {
            return ArchiveFolder.this;
        }

        private byte[] zipBytes() {
            try {
                return Files.readAllBytes(zip());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + zip(), e);
            }
        }

        private Day write(byte[] bytes) {
            writeZip(bytes);
            return checksum(Checksums.line(Checksums.hexOf(bytes), file.zipName()));
        }

        private void writeZip(byte[] bytes) {
            try {
                Files.createDirectories(zip().getParent());
                Files.write(zip(), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + zip(), e);
            }
        }

        private Day checksum(byte[] bytes) {
            try {
                Files.write(checksum(), bytes);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + checksum(), e);
            }
        }
    }
}
