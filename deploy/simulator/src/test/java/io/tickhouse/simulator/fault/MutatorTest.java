package io.tickhouse.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each mutation makes, seen by the JDK's own ZIP reader. */
class MutatorTest {
    private static final String NAME = "BTCUSDT-trades-2024-08-08.csv";
    private static final String HEADER = "id,price,qty,quote_qty,time,is_buyer_maker";
    private static final List<String> ROWS = List.of(
            "1,60000.10,0.500,30000.05,1723075200000,true",
            "2,60000.20,0.250,15000.05,1723075200001,false",
            "3,60000.30,0.125,7500.0375,1723075200002,true");
    private static final byte[] ZIP = zip(HEADER + "\n" + String.join("\n", ROWS) + "\n");
    private static final byte[] WITHOUT_HEADER = zip(String.join("\n", ROWS) + "\n");
    private static final int SEEDS = 40;

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void aMutationChangesTheFileTheSameWayEachTimeAndSaysHow(Mutation mutation) {
        for (int seed = 0; seed < 5; seed++) {
            Mutator mutator = new Mutator(seed, 1 << 20);
            for (byte[] zip : List.of(ZIP, WITHOUT_HEADER)) {
                Mutant mutant = mutator.apply(mutation, zip);

                assertThat(mutant.zip()).as("%s", mutant).isNotEqualTo(zip);
                assertThat(new Mutator(seed, 1 << 20).apply(mutation, zip).zip())
                        .isEqualTo(mutant.zip());
                assertThat(mutant.toString()).startsWith(mutation.label() + " (seed " + seed + "): ");
                assertThat(mutant.toString().length())
                        .isBetween(mutation.label().length() + 18, 400);
                assertThat(mutant.checksum("a.zip")).isEqualTo(Checksums.hexOf(mutant.zip()) + "  a.zip\n");
            }
        }
    }

    @Test
    void seedsChooseAmongAllMutations() {
        Set<Mutation> seen = EnumSet.noneOf(Mutation.class);
        for (int seed = 0; seed < 500; seed++) {
            seen.add(new Mutator(seed, 1 << 10).apply(ZIP).mutation());
        }
        assertThat(seen).containsExactlyInAnyOrder(Mutation.values());
    }

    @Test
    void bytesAreFlippedOrMissingAndNothingElse() {
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] flipped = apply(Mutation.FLIPPED_BYTES, seed);
            assertThat(flipped).as("seed %d", seed).hasSameSizeAs(ZIP);
            int others = 0;
            for (int i = 0; i < ZIP.length; i++) {
                others += flipped[i] == ZIP[i] ? 0 : 1;
            }
            assertThat(others).as("seed %d", seed).isBetween(1, 4);
            byte[] truncated = apply(Mutation.TRUNCATED, seed);
            assertThat(truncated).isEqualTo(Arrays.copyOf(ZIP, truncated.length));
        }
        assertThat(apply(Mutation.EMPTY_FILE, 1)).isEmpty();
    }

    @Test
    void aZipMayHaveNoEntryOrOneWithoutAByte() throws IOException {
        assertThat(entries(apply(Mutation.EMPTY_ZIP, 1))).isEmpty();
        assertThat(csv(Mutation.EMPTY_CSV, 1)).isEmpty();
    }

    @Test
    void aBombIsDeclaredOrNot() throws IOException {
        byte[] declared = apply(Mutation.DECLARED_BOMB, 1);
        ByteBuffer header = ByteBuffer.wrap(declared).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(Integer.toUnsignedLong(header.getInt(22))).isGreaterThan(4_000_000_000L);
        assertThat(declared.length).isLessThan(1_000);

        byte[] bomb = new Mutator(1).apply(Mutation.UNDECLARED_BOMB, ZIP).zip();
        assertThat(Integer.toUnsignedLong(
                        ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).getInt(22)))
                .isLessThan(1_000);
        assertThat(bomb.length).isLessThan(1 << 20);
        long inflated = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bomb))) {
            in.getNextEntry();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                inflated += read;
            }
        } catch (ZipException e) {
            assertThat(e).hasMessageContaining("invalid entry size");
        }
        assertThat(inflated).isBetween(Mutator.BOMB_BYTES - (1 << 16), Mutator.BOMB_BYTES);
    }

    @Test
    void entriesAreSeveralClimbOutAreNamedOtherwiseOrAreZips() throws IOException {
        boolean alike = false;
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> several = entries(apply(Mutation.SEVERAL_ENTRIES, seed));
            assertThat(several).hasSizeBetween(2, 5).startsWith(NAME);
            alike |= several.get(1).equals(NAME);
            assertThat(entries(apply(Mutation.CLIMBING_PATH, seed)).getFirst()).matches("(.*\\.\\..*|/.*|C:.*)");
            assertThat(entries(apply(Mutation.WRONG_ENTRY_NAME, seed)).getFirst())
                    .isNotEqualTo(NAME);
        }
        assertThat(alike).isTrue();
        assertThat(ZipImage.read(apply(Mutation.NESTED_ZIP, 1)).csv()).isEqualTo(ZIP);
    }

    @Test
    void aWrongCrcIsNoticedByAReaderThatLooks() {
        byte[] zip = apply(Mutation.WRONG_CRC, 3);

        assertThatThrownBy(() -> entries(zip)).isInstanceOf(ZipException.class).hasMessageContaining("CRC");
    }

    @Test
    void oneLineIsHuge() throws IOException {
        List<String> lines = csv(Mutation.HUGE_LINE, 2).lines().toList();

        assertThat(lines).hasSize(4);
        assertThat(lines.stream().mapToInt(String::length).max().orElse(0)).isGreaterThan(8 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WRONG_COLUMNS", "NUL_BYTES", "NON_ASCII", "ABSURD_NUMBERS"})
    void oneRowIsWrong(Mutation mutation) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Mutant mutant = new Mutator(seed).apply(mutation, ZIP);
            List<String> lines = csv(mutant.zip()).lines().toList();
            assertThat(lines).as("%s", mutant).hasSize(4).startsWith(HEADER);
            List<String> changed = new ArrayList<>(lines.subList(1, 4));
            changed.removeAll(ROWS);
            assertThat(changed).as("%s", mutant).hasSize(1);
            String row = changed.getFirst();
            int columns = row.split(",", -1).length;
            switch (mutation) {
                case WRONG_COLUMNS -> assertThat(columns).as("%s", mutant).isIn(5, 7);
                case NUL_BYTES -> assertThat(row).as("%s", mutant).contains("\0");
                case NON_ASCII ->
                    assertThat(row.chars().anyMatch(c -> c > 127))
                            .as("%s", mutant)
                            .isTrue();
                default -> assertThat(columns).as("%s", mutant).isEqualTo(6);
            }
        }
    }

    @Test
    void theHeaderIsOfOtherColumnsAndComesWhereNoneShouldBe() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> lines = csv(apply(Mutation.WRONG_HEADER, seed)).lines().toList();
            assertThat(lines.subList(1, 4)).isEqualTo(ROWS);
            assertThat(lines.getFirst()).contains("unheard_of").isNotEqualTo(HEADER);
        }
        List<String> lines = csv(new Mutator(1)
                        .apply(Mutation.WRONG_HEADER, WITHOUT_HEADER)
                        .zip())
                .lines()
                .toList();
        assertThat(lines).hasSize(4).endsWith(ROWS.get(0), ROWS.get(1), ROWS.get(2));
        assertThat(lines.getFirst()).contains("unheard_of");
    }

    @Test
    void fromSomeRowOnTheLayoutIsAnother() throws IOException {
        List<String> lines = csv(apply(Mutation.MIXED_LAYOUTS, 5)).lines().toList();

        assertThat(lines.getFirst()).isEqualTo(HEADER);
        assertThat(lines.getLast()).isEqualTo("60000.30,0.125,7500.0375,1723075200002000,True,3");
    }

    @Test
    void whatIsNoGoodZipIsRefused() {
        assertThatThrownBy(() -> new Mutator(1).apply(Mutation.NUL_BYTES, new byte[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mutator(1).apply(Mutation.NUL_BYTES, zip("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one row");
    }

    private static byte[] apply(Mutation mutation, int seed) {
        return new Mutator(seed, 1 << 20).apply(mutation, ZIP).zip();
    }

    private static String csv(Mutation mutation, int seed) throws IOException {
        return csv(apply(mutation, seed));
    }

    private static String csv(byte[] zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(in.getNextEntry().getName()).isEqualTo(NAME);
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static List<String> entries(byte[] zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static byte[] zip(String csv) {
        return new ZipImage(NAME, csv.getBytes(StandardCharsets.US_ASCII), LocalDate.of(2024, 8, 8)).zipped();
    }
}
