package io.tickhouse.streams.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickhouse.market.Candle;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import io.tickhouse.streams.coverage.Hole;
import io.tickhouse.streams.store.HeapBytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded trades of three markets give the candles that were computed from them elsewhere. */
class RecordedTradesTest {
    private static final long LONG_AFTER = 4_102_444_800_000_000L; // 2100

    @ParameterizedTest
    @CsvSource({
        "binance-spot, data/spot, BTCUSDT, spot-BTCUSDT-1m.csv",
        "binance-usdm, data/futures/um, BTCUSDT, um-BTCUSDT-1m.csv",
        "binance-coinm, data/futures/cm, BTCUSD_PERP, cm-BTCUSD_PERP-1m.csv"
    })
    void recordedTradesGiveTheExpectedCandles(String venue, String folder, String symbol, String expected)
            throws IOException {
        Path mirror = Path.of(System.getProperty("tickhouse.root", ".."), "..", "shared/fixtures/vision-mirror");
        assumeTrue(Files.isDirectory(mirror), "the recorded trades are not at " + mirror.normalize());
        Recorded recorded = new Recorded();
        recorded.take(
                venue + ":" + symbol,
                trades(
                        Venue.of(venue).orElseThrow(),
                        mirror.resolve(folder).resolve("daily/trades").resolve(symbol),
                        symbol));
        List<Candle> candles = recorded.minutes;
        List<String> rows = Files.readAllLines(mirror.resolve("expected").resolve(expected));
        assertThat(candles).hasSize(rows.size() - 1);
        for (int i = 0; i < candles.size(); i++) {
            assertThat(same(candles.get(i), rows.get(i + 1).split(",", -1)))
                    .as(rows.get(i + 1) + " and " + candles.get(i))
                    .isTrue();
        }
        assertThat(candles.getFirst().getComplete())
                .as("recorded from mid-minute")
                .isFalse();
        assertThat(candles.get(1).getComplete()).isTrue();
        assertThat(candles.getLast().getComplete()).as("recorded to mid-minute").isFalse();
        assertThat(recorded.days).isNotEmpty().noneMatch(Candle::getComplete);
        assertThat(recorded.holes).as("no false gap").isEmpty();
    }

    /** What is made of recorded trades. */
    private static final class Recorded implements CandleSink {
        private final List<Candle> minutes = new ArrayList<>();
        private final List<Candle> days = new ArrayList<>();
        private final List<Hole> holes = new ArrayList<>();

        void take(String key, List<Trade> trades) {
            CandlePolicy policy = TestPolicy.of(
                    List.of(CandleInterval.of(Interval.MINUTE_1), CandleInterval.of(Interval.DAY_1)),
                    0,
                    3_600_000_000L);
            SymbolCandles symbol = SymbolCandles.begin(key, policy, new CandleState(new HeapBytes()));
            trades.forEach(trade -> symbol.add(trade, this));
            symbol.emitDue(this);
            symbol.closeUntil(LONG_AFTER, this);
            symbol.tellQuietHoles(0, this);
            symbol.tellQuietHoles(1_000_000, this);
        }

        @Override
        public void emit(String key, CandleInterval interval, CandleBuilder builder) {
            (interval.label().equals("1m") ? minutes : days)
                    .add(CandleRecords.of(key, interval, builder, Instant.EPOCH));
        }

        @Override
        public void hole(String key, Hole hole) {
            holes.add(hole);
        }
    }

    private static boolean same(Candle candle, String[] row) {
        return Times.micros(candle.getOpenTime()) == Long.parseLong(row[0]) * 1_000
                && same(candle.getOpen(), row[1])
                && same(candle.getHigh(), row[2])
                && same(candle.getLow(), row[3])
                && same(candle.getClose(), row[4])
                && same(candle.getVolume(), row[5])
                && same(candle.getQuoteVolume(), row[6])
                && candle.getTradeCount() == Long.parseLong(row[7])
                && same(candle.getTakerBuyVolume(), row[8])
                && candle.getFirstTradeId().equals(row[9])
                && candle.getLastTradeId().equals(row[10]);
    }

    private static boolean same(@Nullable BigDecimal found, String expected) {
        return found == null ? expected.isEmpty() : found.compareTo(new BigDecimal(expected)) == 0;
    }

    private static List<Trade> trades(Venue venue, Path folder, String symbol) throws IOException {
        List<Trade> trades = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".zip"))
                    .sorted()
                    .toList()) {
                try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
                    zip.getNextEntry();
                    BufferedReader lines = new BufferedReader(new InputStreamReader(zip, StandardCharsets.UTF_8));
                    lines.lines()
                            .filter(line -> Character.isDigit(line.charAt(0)))
                            .forEach(line -> trades.add(trade(venue, symbol, line.split(",", -1))));
                }
            }
        }
        return trades;
    }

    private static Trade trade(Venue venue, String symbol, String[] row) {
        Trade trade = new Trade();
        trade.setVenue(venue.name());
        trade.setSymbol(symbol);
        trade.setTradeId(row[0]);
        trade.setSequence(Long.parseLong(row[0]));
        trade.setPrice(new BigDecimal(row[1]));
        trade.setQuantity(new BigDecimal(row[2]));
        trade.setQuantityUnit(venue.quantityUnit());
        trade.setSide(row[5].toLowerCase(Locale.ROOT).equals("true") ? Side.SELL : Side.BUY);
        trade.setKind("NORMAL");
        trade.setEventTime(Instant.ofEpochMilli(Long.parseLong(row[4])));
        trade.setSource(Source.BULK);
        return trade;
    }
}
