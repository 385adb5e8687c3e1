package io.tickhouse.simulator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.simulator.fault.Mutant;
import io.tickhouse.simulator.fault.Mutation;
import io.tickhouse.simulator.fault.Mutator;
import io.tickhouse.simulator.fault.ZipImage;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFolderTest {
    private static final LocalDate DAY = LocalDate.of(2024, 8, 8);
    private static final String ROW = "1,60000.0,2,0.00333333,1723075200000,true";

    @TempDir
    private Path dir;

    private ArchiveFolder.Day day;

    @BeforeEach
    void write() {
        day = ArchiveFolder.in(dir).day(Market.CM, "BTCUSD_PERP", DAY, Market.CM.header(), ROW);
    }

    @Test
    void aDayHoldsTheGivenLinesUnderTheVenuesNames() throws IOException {
        assertThat(day.urlPath())
                .isEqualTo("/data/futures/cm/daily/trades/BTCUSD_PERP/BTCUSD_PERP-trades-2024-08-08.zip");
        assertThat(csv()).isEqualTo(Market.CM.header() + "\n" + ROW + "\n");
        try (ZipFile zip = new ZipFile(day.zip().toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("BTCUSD_PERP-trades-2024-08-08.csv");
        }
        assertThat(Files.readString(day.checksum())).isEqualTo(day.sha256() + "  BTCUSD_PERP-trades-2024-08-08.zip\n");
    }

    @Test
    void defectsAddUpAndTheChecksumFollows() throws IOException {
        day.withZeroPrice(2).withNestedEntry();

        assertThat(csv()).isEqualTo(Market.CM.header() + "\n1,0.00000000,2,0.00333333,1723075200000,true\n");
        assertThat(ZipImage.read(Files.readAllBytes(day.zip())).name())
                .isEqualTo("nested/BTCUSD_PERP-trades-2024-08-08.csv");
        assertThat(Files.readString(day.checksum())).startsWith(day.sha256());
    }

    @Test
    void theEntryMayClimbOutAndASecondOneFollow() throws IOException {
        day.withClimbingEntry().withSecondEntry();

        try (ZipFile zip = new ZipFile(day.zip().toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("../evil.csv", "second-../evil.csv");
        }
    }

    @Test
    void aChecksumMayBeWrongMalformedOrMissing() throws IOException {
        day.withWrongChecksum();
        assertThat(Files.readString(day.checksum()))
                .matches("[0-9a-f]{64}  BTCUSD_PERP-trades-2024-08-08\\.zip\n")
                .doesNotContain(day.sha256());

        assertThat(Files.readString(day.withChecksumText("oops").checksum())).isEqualTo("oops");
        assertThat(day.withoutChecksum().checksum()).doesNotExist();
        assertThat(day.zip()).exists();
    }

    @Test
    void aTruncatedZipCannotBeSpoiltFurther() throws IOException {
        day.truncatedTo(30);

        assertThat(Files.size(day.zip())).isEqualTo(30);
        assertThat(Files.readString(day.checksum())).startsWith(day.sha256());
        assertThatThrownBy(() -> day.withBadRow(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("truncation after the other defects");
        assertThatThrownBy(() -> day.truncatedTo(30)).hasMessageContaining("fewer than the ZIP's 30 bytes");
    }

    @Test
    void aMutantsChecksumFollowsOrStays() throws IOException {
        String before = day.sha256();

        Mutant unannounced = day.mutate(new Mutator(3), Mutation.WRONG_CRC, false);
        assertThat(Files.readAllBytes(day.zip())).as("%s", unannounced).isEqualTo(unannounced.zip());
        assertThat(Files.readString(day.checksum())).startsWith(before);

        write();
        Mutant announced = day.mutate(new Mutator(3), Mutation.NON_ASCII, true);
        assertThat(Files.readAllBytes(day.zip())).as("%s", announced).isEqualTo(announced.zip());
        assertThat(Files.readString(day.checksum())).isEqualTo(announced.checksum("BTCUSD_PERP-trades-2024-08-08.zip"));
    }

    @Test
    void aDayWrittenAgainIsRepublished() throws IOException {
        String before = day.sha256();

        day.folder().day(Market.CM, "BTCUSD_PERP", DAY, List.of());

        assertThat(csv()).isEmpty();
        assertThat(day.sha256()).isNotEqualTo(before);
        assertThat(Files.readString(day.checksum())).startsWith(day.sha256());
    }

    private String csv() throws IOException {
        return new String(ZipImage.read(Files.readAllBytes(day.zip())).csv(), StandardCharsets.UTF_8);
    }
}
