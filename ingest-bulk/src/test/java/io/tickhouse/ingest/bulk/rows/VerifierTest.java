package io.tickhouse.ingest.bulk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.TestFiles;
import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooManyRefusedRows;
import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import io.tickhouse.ingest.bulk.venue.binance.BinanceVenue;
import io.tickhouse.market.Source;
import io.tickhouse.simulator.archive.ArchiveFolder;
import io.tickhouse.simulator.market.Market;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final FileRows ROWS = new FileRows(
            new BinanceVenue(BinanceMarket.UM),
            TestFiles.reading(Source.BULK, Instant.parse("2026-06-01T00:00:00Z")),
            1 << 20);

    @TempDir
    private Path folder;

    @Test
    void holesDisorderAndStrayTimesAreCounted() throws ArchiveException {
        VerifiedFile file = verify(
                10,
                Market.UM.header(),
                "5,1,1,1,1709251200000,true",
                "9,1,2.5,1,1709251200001,true",
                "9,1,2.5,1,1709251200001,true",
                "7,1,1,1,1709251200002,true",
                "10,1,2,1,1709337600000,true");
        assertThat(file.rows()).isEqualTo(5);
        assertThat(file.ids())
                .contains(new VerifiedFile.Ids(5, 10, 2, List.of(new IdRange(6, 6), new IdRange(8, 8)), 1, 1));
        assertThat(file.repeated()).isEqualTo(1);
        assertThat(file.records()).isEqualTo(4);
        assertThat(file.times().outside()).isEqualTo(1);
        assertThat(file.volume()).isEqualByComparingTo("6.5");
    }

    @Test
    void moreRefusedRowsThanAllowedMakeTheFileUnknown() throws ArchiveException {
        String[] lines = {
            "1,1,1,1,1709251200000,true", "2,0,1,1,1709251200000,true", "3,x,1,1,1709251200000,true",
        };
        assertThat(verify(2, lines).refused()).isEqualTo(2);
        assertThatThrownBy(() -> verify(1, lines))
                .isInstanceOf(TooManyRefusedRows.class)
                .hasMessageContaining("line 2: price")
                .hasMessageContaining("bulk.refused.rows.max");
    }

    @Test
    void aFileOfRefusedRowsOnlyIsUnknown() {
        assertThatThrownBy(() -> verify(10, "1,0,1,1,1709251200000,true"))
                .isInstanceOf(TooManyRefusedRows.class)
                .hasMessageContaining("all of them");
    }

    @Test
    void aHeaderAloneIsADayWithoutTradesAndAnEmptyFileIsAnError() throws ArchiveException {
        assertThat(verify(10, Market.UM.header()).rows()).isZero();
        assertThatThrownBy(() -> verify(10)).isInstanceOf(UnknownLayout.class).hasMessageContaining("empty");
    }

    private VerifiedFile verify(long mostRefused, String... lines) throws ArchiveException {
        ArchiveFolder.Day day = ArchiveFolder.in(folder).day(Market.UM, "BTCUSDT", DAY, lines);
        return new Verifier(ROWS, mostRefused, new SpoolSpace(1 << 20))
                .verify(new FetchedFile(
                        TestFiles.trades(BinanceMarket.UM, "BTCUSDT", DAY), day.sha256(), day.zip(), 1));
    }
}
