package io.tickhouse.ingest.bulk.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Venue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeletionTest {
    private static final Dataset TRADES = new Dataset(Venue.BINANCE_USDM, "BTCUSDT", Series.parse("trades"));

    private final Deletion deletion = new Deletion(List.of(TRADES), days("2024-02-10", "2024-02-12"));

    @Test
    void itsFilesAreThoseWithRowsOfItsDays() {
        BulkFile day = file("BTCUSDT", "trades", "2024-02-11");
        BulkFile month = file("BTCUSDT", "trades", "2024-02");
        List<BulkFile> others = List.of(
                file("BTCUSDT", "trades", "2024-02-09"),
                file("BTCUSDT", "trades", "2024-02-13"),
                file("BTCUSDT", "trades", "2024-01"),
                file("ETHUSDT", "trades", "2024-02-11"),
                file("BTCUSDT", "klines:1m", "2024-02-11"),
                file("BTCUSDT", "trades", null));

        assertThat(deletion.filesOf(TRADES, List.of(day, month))).containsExactly(day, month);
        assertThat(deletion.filesOf(TRADES, others)).isEmpty();
    }

    @Test
    void aPartOfAMonthlyFileIsRefusedAndAllOfItIsNot() {
        List<BulkFile> month = List.of(file("BTCUSDT", "trades", "2024-02"));

        assertThat(deletion.reasonsAgainst(List.of(), month))
                .singleElement()
                .asString()
                .contains("a file of all days from 2024-02-01 to 2024-02-29");
        assertThat(new Deletion(List.of(TRADES), days("2024-02-02", "2024-03-31")).reasonsAgainst(List.of(), month))
                .hasSize(1);
        assertThat(new Deletion(List.of(TRADES), days("2024-02-01", "2024-02-29")).reasonsAgainst(List.of(), month))
                .isEmpty();
    }

    @Test
    void aJobThatWouldLoadTheDaysAgainIsAReason() {
        assertThat(reasons(job(BulkJobWanted.RUN, "2024-01-01", "2024-02-10")))
                .singleElement()
                .asString()
                .contains("job j1")
                .contains("pause, cancel or remove it first");
        assertThat(reasons(job(BulkJobWanted.RUN, "2024-01-01", null)))
                .as("it follows")
                .hasSize(1);
        assertThat(reasons(job(BulkJobWanted.RUN, "2024-01-01", "2024-02-09"))).isEmpty();
        assertThat(reasons(job(BulkJobWanted.PAUSE, "2024-01-01", "2024-02-10")))
                .isEmpty();
    }

    private List<String> reasons(BulkJob job) {
        return deletion.reasonsAgainst(List.of(job), List.of());
    }

    private static Period days(String from, String to) {
        return new Period(LocalDate.parse(from), LocalDate.parse(to));
    }

    private static BulkFile file(String symbol, String type, @Nullable String period) {
        return BulkFile.newBuilder()
                .setVenue("binance-usdm")
                .setSymbol(symbol)
                .setDataType(type)
                .setPeriod(period)
                .setFile("file of " + period)
                .setChecksum("aa")
                .setState(BulkFileState.LOADED)
                .setNextRow(7L)
                .setRecords(7L)
                .setDeadLetters(0L)
                .setUpdateTime(Instant.EPOCH)
                .build();
    }

    private static BulkJob job(BulkJobWanted wanted, String from, @Nullable String to) {
        return BulkJob.newBuilder()
                .setJobId("j1")
                .setVenue("binance-usdm")
                .setSymbols(List.of("BTC*"))
                .setSeries(List.of("trades"))
                .setFromDay(LocalDate.parse(from))
                .setToDay(to == null ? null : LocalDate.parse(to))
                .setSource(Source.BULK)
                .setWanted(wanted)
                .setRank(1)
                .setAttempt(1)
                .setResync(0)
                .setCreateTime(Instant.EPOCH)
                .build();
    }
}
