package io.tickhouse.ingest.bulk.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooManyRefusedRows;
import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.ingest.bulk.venue.binance.BinanceArchive;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import io.tickhouse.market.Source;
import io.tickhouse.simulator.archive.ArchiveFolder;
import io.tickhouse.simulator.market.Market;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final TradeRows ROWS =
            new TradeRows(new TradeRows.Reading(Source.BULK, Instant.parse("2026-06-01T00:00:00Z"), 1 << 20));

    @TempDir
    private Path folder;

    @Test
    void holesDisorderAndStrayTimesAreCounted() throws ArchiveException {
        VerifiedFile file = verify(
                10,
                Market.UM.header(),
                "5,1,1,1,1709251200000,true",
                "9,1,1,1,1709251200001,true",
                "9,1,1,1,1709251200001,true",
                "10,1,1,1,1709337600000,true");
        assertThat(file.rows()).isEqualTo(4);
        assertThat(file.ids().first()).hasValue(5);
        assertThat(file.ids().last()).hasValue(10);
        assertThat(file.ids().missing()).isEqualTo(3);
        assertThat(file.ids().disordered()).isEqualTo(1);
        assertThat(file.outsideDay()).isEqualTo(1);
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
        return new Verifier(ROWS, mostRefused)
                .verify(new FetchedFile(
                        BinanceArchive.trades(BinanceMarket.UM, "BTCUSDT", DAY), day.sha256(), day.zip()));
    }
}
