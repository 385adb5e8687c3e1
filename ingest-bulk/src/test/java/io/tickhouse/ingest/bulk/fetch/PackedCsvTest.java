package io.tickhouse.ingest.bulk.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.TestFiles;
import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.BadZip;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooLarge;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good ZIPs are read to the byte; every hostile or damaged one ends in a typed refusal. */
class PackedCsvTest {
    private static final ArchiveFile FILE = TestFiles.trades(BinanceMarket.SPOT, "BTCUSDT", LocalDate.of(2024, 3, 1));
    private static final long LIMIT = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void linesAreReadWithTheirNumbersWhateverTheirEnds() throws Exception {
        assertThat(lines(zip(FILE.csvName(), "a,b\nc\r\n\nlast".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("1:a,b", "2:c", "3:", "4:last");
    }

    @Test
    void linesAcrossBuffersStayWhole() throws Exception {
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 40_000; i++) {
            text.append("row-").append(i).append('\n');
            expected.add(i + ":row-" + i);
        }
        assertThat(lines(zip(FILE.csvName(), text.toString().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(expected);
    }

    @Test
    void anotherEntryThanTheExpectedIsRefused() throws IOException {
        for (String name : List.of(
                "../evil.csv",
                "/etc/passwd",
                "nested/" + FILE.csvName(),
                "BTCUSDT-trades-2024-03-01.zip",
                "x\\..\\y")) {
            Path zip = zip(name, new byte[] {'1'});
            assertThatThrownBy(() -> lines(zip)).isInstanceOf(BadZip.class).hasMessageContaining("'" + name + "'");
        }
    }

    @Test
    void twoEntriesOrNoneAreRefused() throws IOException {
        Path two = folder.resolve("two.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(two))) {
            out.putNextEntry(new ZipEntry(FILE.csvName()));
            out.putNextEntry(new ZipEntry("second.csv"));
        }
        Path none = folder.resolve("none.zip");
        new ZipOutputStream(Files.newOutputStream(none)).close();
        assertThatThrownBy(() -> lines(two)).isInstanceOf(BadZip.class).hasMessageContaining("found 2");
        assertThatThrownBy(() -> lines(none)).isInstanceOf(BadZip.class).hasMessageContaining("found 0");
    }

    @Test
    void anEncryptedEntryIsRefused() throws IOException {
        Path zip = zip(FILE.csvName(), "1,2,3".getBytes(StandardCharsets.UTF_8));
        byte[] bytes = Files.readAllBytes(zip);
        bytes[6] |= 1;
        bytes[centralDirectory(bytes) + 8] |= 1;
        Files.write(zip, bytes);
        assertThatThrownBy(() -> lines(zip)).isInstanceOf(BadZip.class);
    }

    @Test
    void aBombIsRefusedAtTheLimit() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(FILE.csvName()));
            fill(out, "1,2,3\n".repeat(10_000).getBytes(StandardCharsets.UTF_8), 100);
        }
        assertThatThrownBy(() -> lines(zip)).isInstanceOf(TooLarge.class).hasMessageContaining("bulk.csv.bytes.max");
        byte[] lying = Files.readAllBytes(zip);
        java.util.Arrays.fill(lying, centralDirectory(lying) + 24, centralDirectory(lying) + 28, (byte) 0);
        Files.write(zip, lying);
        assertThatThrownBy(() -> lines(zip)).isInstanceOf(ArchiveException.class);
    }

    @Test
    void aLineWithoutEndIsRefused() throws IOException {
        Path zip = zip(FILE.csvName(), new byte[500_000]);
        assertThatThrownBy(() -> lines(zip)).isInstanceOf(TooLarge.class).hasMessageContaining("line 1");
    }

    /** 300 damaged copies of a ZIP, cut, overwritten or both: each reads as before or is refused by a typed error. */
    @Test
    void damagedZipsNeverEndInAnythingButATypedError() throws Exception {
        long seed = Long.getLong("tickhouse.seed", System.nanoTime());
        System.out.println("tickhouse.seed=" + seed);
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(random.nextInt()).append(",1.5,2\n");
        }
        Path good = zip(FILE.csvName(), text.toString().getBytes(StandardCharsets.UTF_8));
        List<String> expected = lines(good);
        byte[] bytes = Files.readAllBytes(good);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            for (int hit = 0; hit <= random.nextInt(4); hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            int kept = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            Path zip = Files.write(folder.resolve("damaged.zip"), java.util.Arrays.copyOf(damaged, kept));
            try {
                assertThat(lines(zip)).as("read in spite of the damage").isEqualTo(expected);
            } catch (ArchiveException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    private Path zip(String entry, byte[] content) throws IOException {
        Path zip = folder.resolve("file.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(content);
        }
        return zip;
    }

    private static void fill(OutputStream out, byte[] block, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            out.write(block);
        }
    }

    private static int centralDirectory(byte[] zip) {
        for (int i = zip.length - 4; i >= 0; i--) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                return i;
            }
        }
        throw new IllegalArgumentException("no central directory");
    }

    private static List<String> lines(Path zip) throws ArchiveException {
        List<String> lines = new ArrayList<>();
        PackedCsv.of(new FetchedFile(FILE, "", zip, 0), LIMIT).<ArchiveException>read((number, bytes, from, to) -> {
            lines.add(number + ":" + new String(bytes, from, to - from, StandardCharsets.UTF_8));
            return true;
        });
        return lines;
    }
}
