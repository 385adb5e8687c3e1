package io.tickhouse.simulator.fault;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes hostile files of good ones, for the tests of whoever reads them: the same seed, mutation and ZIP make the same
 * bytes.
 *
 * <pre>{@code
 * Mutant mutant = new Mutator(seed).apply(Mutation.WRONG_CRC, zip);
 * Files.write(path, mutant.zip());
 * Files.writeString(checksumPath, mutant.checksum(path.getFileName().toString()));
 * assertThatThrownBy(() -> read(path)).as("%s", mutant)…
 * }</pre>
 */
public final class Mutator {
    /** What an undeclared bomb inflates to, unless told otherwise. */
    public static final long BOMB_BYTES = 64L << 20;

    private static final long DECLARED_BYTES = 0xFFFF_FFF0L;
    private static final List<String> CLIMBING_NAMES = List.of(
            "../evil.csv",
            "../../../../../../tmp/evil.csv",
            "/tmp/evil.csv",
            "..\\..\\evil.csv",
            "C:\\evil.csv",
            "nested/../../evil.csv");
    private static final List<String> WRONG_NAMES = List.of(
            "BTCUSDT-trades-1999-01-01.csv",
            "README.txt",
            "",
            "nested/",
            "trades",
            "\u202Evsc.sedart",
            "a".repeat(4_000));

    private final long seed;
    private final long bombBytes;

    public Mutator(long seed) {
        this(seed, BOMB_BYTES);
    }

    /** @param bombBytes what an undeclared bomb inflates to */
    public Mutator(long seed, long bombBytes) {
        this.seed = seed;
        this.bombBytes = bombBytes;
    }

    /** Any mutation, chosen by the seed. */
    public Mutant apply(byte[] zip) {
        Mutation[] all = Mutation.values();
        return apply(all[new SplittableRandom(seed).nextInt(all.length)], zip);
    }

    /**
     * Carries out a mutation.
     *
     * @param zip a good ZIP of one CSV with at least one row
     * @throws IllegalArgumentException when it is not
     */
    public Mutant apply(Mutation mutation, byte[] zip) {
        // seeded by both, so that a seed does not hit the same place in every mutation
        SplittableRandom random = new SplittableRandom(seed * 31 + mutation.ordinal());
        ZipImage image = ZipImage.read(zip);
        return switch (mutation) {
            case FLIPPED_BYTES -> flipped(zip, random);
            case TRUNCATED -> {
                int kept = random.nextInt(1, zip.length);
                yield mutant(mutation, Arrays.copyOf(zip, kept), "kept " + kept + " of " + zip.length + " bytes");
            }
            case EMPTY_FILE -> mutant(mutation, new byte[0], "kept no byte");
            case EMPTY_ZIP -> mutant(mutation, RawZip.of(List.of()), "left out the entry");
            case EMPTY_CSV -> entry(mutation, image.name(), new byte[0], "left out the rows");
            case DECLARED_BOMB ->
                mutant(
                        mutation,
                        RawZip.of(List.of(
                                RawZip.Entry.of(image.name(), image.csv()).withSize(DECLARED_BYTES))),
                        "declared " + DECLARED_BYTES + " bytes of " + image.csv().length);
            case UNDECLARED_BOMB -> bomb(image);
            case SEVERAL_ENTRIES -> several(image, random);
            case CLIMBING_PATH -> renamed(mutation, image, CLIMBING_NAMES, random);
            case WRONG_ENTRY_NAME -> renamed(mutation, image, WRONG_NAMES, random);
            case NESTED_ZIP -> entry(mutation, image.name(), zip, "put the whole ZIP into the entry");
            case WRONG_CRC -> {
                RawZip.Entry honest = RawZip.Entry.of(image.name(), image.csv());
                long crc = honest.crc() ^ (1L << random.nextInt(32));
                yield mutant(
                        mutation,
                        RawZip.of(List.of(honest.withCrc(crc))),
                        "declared CRC %08x, found %08x".formatted(crc, honest.crc()));
            }
            case HUGE_LINE, WRONG_COLUMNS, NUL_BYTES, NON_ASCII, WRONG_HEADER, MIXED_LAYOUTS, ABSURD_NUMBERS -> {
                CsvMutation changed = CsvMutation.of(mutation, image.csv(), random);
                yield entry(mutation, image.name(), changed.csv(), changed.what());
            }
        };
    }

    private Mutant flipped(byte[] zip, SplittableRandom random) {
        byte[] changed = zip.clone();
        List<Integer> places = new ArrayList<>();
        for (int left = random.nextInt(1, 5); left > 0; left--) {
            int at = random.nextInt(zip.length);
            changed[at] ^= (byte) random.nextInt(1, 256);
            places.add(at);
        }
        if (Arrays.equals(changed, zip)) {
            // the same place twice with the same bits would leave the file good
            changed[places.getFirst()] ^= 1;
        }
        return mutant(Mutation.FLIPPED_BYTES, changed, "flipped bits at offsets " + places + " of " + zip.length);
    }

    private Mutant bomb(ZipImage image) {
        byte[] deflated = RawZip.deflate(new RowsWithoutEnd(image.csv(), bombBytes));
        RawZip.Entry honest = RawZip.Entry.of(image.name(), image.csv());
        byte[] zip = RawZip.of(List.of(new RawZip.Entry(image.name(), deflated, honest.crc(), image.csv().length)));
        return mutant(
                Mutation.UNDECLARED_BOMB,
                zip,
                zip.length + " bytes inflate to " + bombBytes + ", declared " + image.csv().length);
    }

    private Mutant several(ZipImage image, SplittableRandom random) {
        List<RawZip.Entry> entries = new ArrayList<>();
        entries.add(RawZip.Entry.of(image.name(), image.csv()));
        boolean alike = random.nextBoolean();
        for (int left = random.nextInt(1, 5); left > 0; left--) {
            entries.add(RawZip.Entry.of(alike ? image.name() : left + "-" + image.name(), image.csv()));
        }
        return mutant(
                Mutation.SEVERAL_ENTRIES,
                RawZip.of(entries),
                entries.size() + " entries" + (alike ? " of one name" : ""));
    }

    private Mutant renamed(Mutation mutation, ZipImage image, List<String> names, SplittableRandom random) {
        String name = names.get(random.nextInt(names.size()));
        String shown = name.length() > 80 ? name.length() + " letters" : "'" + name + "'";
        return entry(mutation, name, image.csv(), "named the entry " + shown);
    }

    private Mutant entry(Mutation mutation, String name, byte[] content, String what) {
        return mutant(mutation, RawZip.of(List.of(RawZip.Entry.of(name, content))), what);
    }

    private Mutant mutant(Mutation mutation, byte[] zip, String what) {
        return new Mutant(zip, mutation, seed, what);
    }

    /** The CSV again and again up to a length: rows like any other, so that only their number gives the bomb away. */
    private static final class RowsWithoutEnd extends InputStream {
        private final byte[] csv;
        private long left;
        private int at;

        RowsWithoutEnd(byte[] csv, long length) {
            this.csv = csv.length == 0 ? "0\n".getBytes(StandardCharsets.US_ASCII) : csv;
            this.left = length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, Math.min(length, csv.length - at));
            System.arraycopy(csv, at, into, offset, count);
            at = (at + count) % csv.length;
            left -= count;
            return count;
        }
    }
}
