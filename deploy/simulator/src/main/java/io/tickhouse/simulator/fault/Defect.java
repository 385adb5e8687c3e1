package io.tickhouse.simulator.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be wrong with an archive file's content. Each makes other bytes of a good ZIP; nothing else changes. */
public sealed interface Defect {
    /**
     * Spoils a file.
     *
     * @param zip a ZIP with one CSV
     * @return the spoilt ZIP
     * @throws IllegalArgumentException when the ZIP cannot be spoilt this way, saying why
     */
    byte[] applyTo(byte[] zip);

    /** Only the first bytes of the ZIP are there, as after a broken upload; its central directory is not. */
    record TruncatedZip(int keptBytes) implements Defect {
        @Override
        public byte[] applyTo(byte[] zip) {
            if (keptBytes < 0 || keptBytes >= zip.length) {
                throw new IllegalArgumentException(
                        "expected to keep fewer than the ZIP's " + zip.length + " bytes, found " + keptBytes);
            }
            return Arrays.copyOf(zip, keptBytes);
        }
    }

    /** The line's price is not a number. Lines count from 1, the header included. */
    record BadRow(long line) implements Defect {
        @Override
        public byte[] applyTo(byte[] zip) {
            ZipImage image = ZipImage.read(zip);
            return image.withCsv(CsvLines.change(image.csv(), line, row -> CsvLines.withPrice(row, "not-a-price")))
                    .zipped();
        }
    }

    /** The line's price is zero: well-formed, and impossible. Lines count from 1, the header included. */
    record ZeroPrice(long line) implements Defect {
        @Override
        public byte[] applyTo(byte[] zip) {
            ZipImage image = ZipImage.read(zip);
            return image.withCsv(CsvLines.change(image.csv(), line, row -> CsvLines.withPrice(row, "0.00000000")))
                    .zipped();
        }
    }

    /** The CSV's entry has another name, for instance {@code ../evil.csv}, which climbs out of the target folder. */
    record RenamedEntry(String name) implements Defect {
        @Override
        public byte[] applyTo(byte[] zip) {
            return ZipImage.read(zip).withName(name).zipped();
        }
    }

    /** The CSV lies in a folder inside the ZIP. */
    record NestedEntry() implements Defect {
        @Override
        public byte[] applyTo(byte[] zip) {
            ZipImage image = ZipImage.read(zip);
            return image.withName("nested/" + image.name()).zipped();
        }
    }

    /** A second CSV follows the first; the archive promises one. */
    record SecondEntry() implements Defect {
        @Override
        public byte[] applyTo(byte[] zip) {
            ZipImage image = ZipImage.read(zip);
            return ZipImage.zipped(List.of(image, image.withName("second-" + image.name())));
        }
    }

    /** The file as it was before its re-publication: the day's last row is not in it yet. */
    record LastRowMissing() implements Defect {
        @Override
        public byte[] applyTo(byte[] zip) {
            ZipImage image = ZipImage.read(zip);
            return image.withCsv(CsvLines.withoutLast(image.csv())).zipped();
        }
    }

    /**
     * A {@link Mutation}, carried out by a {@link Mutator} of this seed.
     *
     * @param mutation empty for one that the seed chooses
     */
    record Mutated(Optional<Mutation> mutation, long seed) implements Defect {
        @Override
        public byte[] applyTo(byte[] zip) {
            Mutator mutator = new Mutator(seed);
            return mutation.map(one -> mutator.apply(one, zip))
                    .orElseGet(() -> mutator.apply(zip))
                    .zip();
        }
    }
}
