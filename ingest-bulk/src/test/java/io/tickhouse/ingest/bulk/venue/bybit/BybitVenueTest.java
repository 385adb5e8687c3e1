package io.tickhouse.ingest.bulk.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.archive.ArchiveFile.Packaging;
import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Series;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.decode.VolumeSum;
import io.tickhouse.ingest.bulk.setup.ArchiveVenues;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.ingest.bulk.venue.SampleFile;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BybitVenueTest {
    private static final String ID = "0a1b2c3d-4e5f-5000-8000-00000000abcd";
    private static final String OLD_HEADER =
            "timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional";
    private static final String LINEAR_ROW =
            "1767225600.6864,BTCUSDT,Buy,0.2,87000.50,PlusTick," + ID + ",1.74001e+12,0.2,17400.1";
    private static final String SPOT_HEADER = "id,timestamp,price,volume,side";
    private static final String SPOT_ROW = "17,1767225600884,87000.67,0.0012,sell";

    private final SampleFile linear = SampleFile.of("bybit-linear", "trades", "BTCUSDT", "2026-01-01");
    private final SampleFile inverse = SampleFile.of("bybit-inverse", "trades", "BTCUSD", "2026-01-01");
    private final SampleFile spot = SampleFile.of("bybit-spot", "trades", "BTCUSDT", "2026-01-01");

    @Test
    void aLinearRowIsReadToTheDigit() throws Exception {
        assertThat(linear.<Trade>record(OLD_HEADER, LINEAR_ROW))
                .isEqualTo(Trade.newBuilder()
                        .setVenue("bybit-linear")
                        .setSymbol("BTCUSDT")
                        .setTradeId(ID)
                        .setSequence(null)
                        .setPrice(new BigDecimal("87000.5").setScale(18))
                        .setQuantity(new BigDecimal("0.2").setScale(18))
                        .setQuoteQuantity(null)
                        .setQuantityUnit(QuantityUnit.BASE)
                        .setSide(Side.BUY)
                        .setKind("NORMAL")
                        .setEventTime(Instant.parse("2026-01-01T00:00:00.6864Z"))
                        .setSource(Source.BULK)
                        .build());
        RowReader reader = linear.reader(OLD_HEADER, LINEAR_ROW);
        VolumeSum sum = new VolumeSum();
        reader.addVolume(sum);
        assertThat(reader.id()).isEqualTo(RowReader.NO_ID);
        assertThat(reader.time()).isEqualTo(1_767_225_600_686_400L);
        assertThat(sum.value()).isEqualByComparingTo("0.2");
    }

    @Test
    void theColumnOfRetailOrdersChangesNothing() throws Exception {
        assertThat(linear.<Trade>record(OLD_HEADER + ",RPI", LINEAR_ROW + ",1"))
                .isEqualTo(linear.<Trade>record(OLD_HEADER, LINEAR_ROW));
        assertThat(spot.<Trade>record(SPOT_HEADER + ",rpi", SPOT_ROW + ",1"))
                .isEqualTo(spot.<Trade>record(SPOT_HEADER, SPOT_ROW));
    }

    @Test
    void anInverseRowIsInDollars() throws Exception {
        Trade trade = inverse.record(OLD_HEADER, LINEAR_ROW.replace("BTCUSDT,Buy,0.2", "BTCUSD,Sell,2500"));
        assertThat(trade.getVenue()).isEqualTo("bybit-inverse");
        assertThat(trade.getQuantityUnit()).isEqualTo(QuantityUnit.QUOTE);
        assertThat(trade.getQuantity()).isEqualByComparingTo("2500");
        assertThat(trade.getSide()).isEqualTo(Side.SELL);
    }

    @Test
    void rowsStayInTheOrderOfTheFile() throws Exception {
        List<Trade> newestFirst =
                linear.records(OLD_HEADER, LINEAR_ROW, LINEAR_ROW.replace("1767225600.6864", "1767225600.5"));
        assertThat(newestFirst)
                .extracting(Trade::getEventTime)
                .containsExactly(Instant.parse("2026-01-01T00:00:00.6864Z"), Instant.parse("2026-01-01T00:00:00.5Z"));
    }

    @Test
    void aSpotRowIsNamedByItsDayBecauseIdsBeginAnewInEachFile() throws Exception {
        assertThat(spot.<Trade>record(SPOT_HEADER, SPOT_ROW))
                .isEqualTo(Trade.newBuilder()
                        .setVenue("bybit-spot")
                        .setSymbol("BTCUSDT")
                        .setTradeId("2026-01-01:17")
                        .setSequence(null)
                        .setPrice(new BigDecimal("87000.67").setScale(18))
                        .setQuantity(new BigDecimal("0.0012").setScale(18))
                        .setQuoteQuantity(null)
                        .setQuantityUnit(QuantityUnit.BASE)
                        .setSide(Side.SELL)
                        .setKind("NORMAL")
                        .setEventTime(Instant.parse("2026-01-01T00:00:00.884Z"))
                        .setSource(Source.BULK)
                        .build());
        assertThat(spot.reader(SPOT_HEADER, SPOT_ROW).id()).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1767225600686,BTCUSDT,Buy,1,1,x,ID,0,0,0 | timestamp: expected seconds since 1970",
                "1.7672e+09,BTCUSDT,Buy,1,1,x,ID,0,0,0 | timestamp: ",
                "1767225600.6864,ETHUSDT,Buy,1,1,x,ID,0,0,0 | symbol: expected BTCUSDT, found 'ETHUSDT'",
                "1767225600.6864,BTCUSDT,None,1,1,x,ID,0,0,0 | side: expected Buy or Sell, found 'None'",
                "1767225600.6864,BTCUSDT,Buy,1e-3,1,x,ID,0,0,0 | size: ",
                "1767225600.6864,BTCUSDT,Buy,1,0,x,ID,0,0,0 | price: expected more than 0",
                "1767225600.6864,BTCUSDT,Buy,1,1,x,17,0,0,0 | trdMatchID: expected a UUID, found '17'",
                "1767225600.6864,BTCUSDT,Buy,1,1,x,ID0,0,0,0 | trdMatchID: expected a UUID",
                "1767225600.6864,BTCUSDT,Buy,1,1,x,0a1b2c3d-4e5f-5000-8000-00000000abcg,0,0,0 | trdMatchID: expected a UUID",
                "1767225600.6864,BTCUSDT,Buy,1,1,x,ID,0,0 | expected 10 columns, found 9"
            })
    void aLinearRowThatBreaksTheContractIsRefusedWithItsReason(String row, String reason) {
        linear.assertRefused(OLD_HEADER, row.replace("ID", ID)).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,1767225600884,1,1,buy | id: expected a whole number",
                "1,1767225600.884,1,1,buy | timestamp: expected a whole number",
                "1,1767225600884,0,1,buy | price: expected more than 0",
                "1,1767225600884,1,0,buy | volume: expected more than 0",
                "1,1767225600884,1,1,b | side: expected Buy or Sell",
                "1,1767225600884,1,1 | expected 5 columns, found 4"
            })
    void aSpotRowThatBreaksTheContractIsRefusedWithItsReason(String row, String reason) {
        spot.assertRefused(SPOT_HEADER, row).hasMessageContaining(reason);
    }

    @Test
    void aFirstLineThatIsNoHeaderIsAnError() {
        linear.assertUnknown(LINEAR_ROW);
        linear.assertUnknown(SPOT_HEADER);
        spot.assertUnknown(SPOT_ROW);
        spot.assertUnknown("id,timestamp,price,size,side");
    }

    @ParameterizedTest
    @CsvSource({
        "bybit-linear, BTCUSDT, trading/BTCUSDT/BTCUSDT2026-01-01.csv.gz, trading/",
        "bybit-inverse, BTCUSDM24, trading/BTCUSDM24/BTCUSDM242026-01-01.csv.gz, trading/",
        "bybit-spot, BTCUSDT, spot/BTCUSDT/BTCUSDT_2026-01-01.csv.gz, spot/"
    })
    void thereIsAGzipADayWithoutAChecksum(String venue, String symbol, String path, String symbols) {
        ArchiveVenue archive = ArchiveVenues.of(venue);
        Dataset dataset = new Dataset(archive.venue(), symbol, Series.of(DataType.TRADES));
        ArchiveFile file = archive.day(dataset, LocalDate.of(2026, 1, 1)).orElseThrow();
        assertThat(file.path()).isEqualTo(path);
        assertThat(file.packaging()).isEqualTo(new Packaging.Gzip());
        assertThat(file.checksumPath()).isEmpty();
        assertThat(archive.month(dataset, YearMonth.of(2026, 1))).isEmpty();
        assertThat(archive.symbolsFolder(DataType.TRADES)).isEqualTo(symbols);
        assertThat(archive.listing()).isEqualTo(new ArchiveVenue.Listing.Html());
    }

    @Test
    void thereIsNothingButTrades() {
        ArchiveVenue archive = ArchiveVenues.of("bybit-linear");
        Series klines = Series.parse("klines:1m");
        assertThat(archive.has(klines)).isFalse();
        assertThat(archive.day(new Dataset(archive.venue(), "BTCUSDT", klines), LocalDate.of(2026, 1, 1)))
                .isEmpty();
    }

    /** Both lie in one folder, and a quantity of 1 is a coin there and a dollar here. */
    @ParameterizedTest
    @CsvSource({
        "bybit-linear, BTCUSD",
        "bybit-linear, BTCUSDM24",
        "bybit-inverse, BTCUSDT",
        "bybit-inverse, BTCPERP",
        "bybit-inverse, BTC-26DEC25",
        "bybit-spot, ../BTCUSDT",
        "bybit-linear, btcusdt"
    })
    void aSymbolOfTheOtherProductIsRefused(String venue, String symbol) {
        assertThatThrownBy(() -> ArchiveVenues.of(venue).symbol(symbol))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a symbol of " + venue)
                .hasMessageContaining("found '" + symbol + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "bybit-linear, BTCPERP",
        "bybit-linear, BTC-26DEC25",
        "bybit-linear, 1000PEPEUSDT",
        "bybit-inverse, BTCUSD",
        "bybit-inverse, ETHUSDZ25",
        "bybit-spot, BTCUSDC"
    })
    void aSymbolOfTheProductIsTaken(String venue, String symbol) {
        assertThat(ArchiveVenues.of(venue).symbol(symbol)).isEqualTo(symbol);
    }

    @Test
    void firstRowsOfRealFilesAreRead() throws Exception {
        Path heads = Path.of(System.getProperty("tickhouse.root"))
                .resolveSibling("shared/fixtures/bybit/bulk/public.bybit.com_heads.txt");
        Assumptions.assumeTrue(Files.isRegularFile(heads), "no recorded rows in " + heads);
        String[] lines = rows(heads);
        assertThat(SampleFile.of("bybit-linear", "trades", "SOLUSDT", "2026-01-01")
                        .<Trade>record(lines[0], lines[1])
                        .getPrice())
                .isEqualByComparingTo("124.650");
        assertThat(SampleFile.of("bybit-spot", "trades", "SOLUSDT", "2026-01-01")
                        .<Trade>record(lines[2], lines[3])
                        .getTradeId())
                .isEqualTo("2026-01-01:1");
    }

    private static String[] rows(Path heads) throws IOException {
        return Files.readAllLines(heads).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toArray(String[]::new);
    }
}
