package io.tickhouse.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.simulator.fault.Checksums;
import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.DayTrades;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.MarketPlan;
import io.tickhouse.simulator.market.SymbolDays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a CSV, against the same rows built from the market model with BigDecimal and String alone. */
class TradesCsvTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    @ParameterizedTest
    @CsvSource({
        "SPOT,SIMUSDT,2024-12-31", "SPOT,SIMUSDT,2025-01-01", "SPOT,AAAUSDT,2026-01-01", "SPOT,BBBUSDT,2026-01-01",
        "SPOT,CCCUSDT,2026-01-01", "UM,SIMUSDT,2026-01-01", "UM,AAAUSDT,2026-01-01", "UM,BBBUSDT,2026-01-01",
        "UM,CCCUSDT,2026-01-01", "CM,SIMUSD_PERP,2026-01-01", "CM,AAAUSD_PERP,2026-01-01", "CM,BBBUSD_PERP,2026-01-01"
    })
    void everyByteIsThatOfTheVenuesLayout(Market market, String symbol, LocalDate day) throws IOException {
        DayPlan plan = plan(market, symbol, day, 5_000);

        assertThat(lines(plan)).isEqualTo(expected(plan));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIMUSDT", "AAAUSDT", "BBBUSDT"})
    void aQuoteQuantityIsExactlyPriceTimesQuantity(String symbol) throws IOException {
        for (Market market : List.of(Market.SPOT, Market.UM)) {
            List<String> lines = lines(plan(market, symbol, DAY, 20_000));
            for (String line : lines.subList(market == Market.SPOT ? 0 : 1, lines.size())) {
                String[] columns = line.split(",", -1);
                assertThat(new BigDecimal(columns[1]).multiply(new BigDecimal(columns[2])))
                        .isEqualByComparingTo(columns[3]);
            }
        }
    }

    @Test
    void aSpotRowLooksAsTheVenuesDoes() throws IOException {
        assertThat(lines(plan(Market.SPOT, "SIMUSDT", DAY, 1_000)))
                .hasSize(1_000)
                .allMatch(line ->
                        line.matches("\\d+,\\d{5}\\.\\d{8},\\d+\\.\\d{8},\\d+\\.\\d{16},\\d{16},(True|False),True"));
        assertThat(lines(plan(Market.SPOT, "SIMUSDT", LocalDate.of(2024, 12, 31), 1_000)))
                .allMatch(line ->
                        line.matches("\\d+,\\d+\\.\\d{8},\\d+\\.\\d{8},\\d+\\.\\d{16},\\d{13},(True|False),True"));
    }

    @Test
    void futuresRowsFollowTheirHeader() throws IOException {
        List<String> um = lines(plan(Market.UM, "SIMUSDT", DAY, 1_000));
        List<String> cm = lines(plan(Market.CM, "SIMUSD_PERP", DAY, 1_000));

        assertThat(um).hasSize(1_001).startsWith("id,price,qty,quote_qty,time,is_buyer_maker");
        assertThat(um.subList(1, 1_001))
                .allMatch(line ->
                        line.matches("\\d+,\\d+\\.\\d\\d,\\d+\\.\\d{3},\\d+(\\.\\d{0,4}[1-9])?,\\d{13},(true|false)"));
        assertThat(cm).hasSize(1_001).startsWith("id,price,qty,base_qty,time,is_buyer_maker");
        assertThat(cm.subList(1, 1_001))
                .allMatch(line -> line.matches("\\d+,\\d+\\.\\d,\\d+,\\d+\\.\\d{8},\\d{13},(true|false)"));
    }

    /** A seed means the same trades for ever: benchmarks and recorded expectations rest on it. */
    @Test
    void seedSevenMakesTheTradesItAlwaysDid() throws IOException {
        DayPlan plan = plan(Market.SPOT, "SIMUSDT", DAY, 100_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(plan, bytes);

        assertThat(lines(plan).getFirst())
                .isEqualTo("176828956,57875.50000000,0.01112000,643.5755600000000000,1767225600000495,True,True");
        assertThat(Checksums.hexOf(bytes.toByteArray()))
                .isEqualTo("4324b1c84c0ea90b9c0a3378740644e6e336e95db7fba97d874e8ff6252d5143");
    }

    private static DayPlan plan(Market market, String symbol, LocalDate day, long trades) {
        return MarketPlan.of(7, Instrument.of(market, symbol), day, day, trades).getFirst();
    }

    private static void write(DayPlan plan, ByteArrayOutputStream bytes) throws IOException {
        DatasetCsv.write(Dataset.TRADES, new SymbolDays(List.of(plan)), new Period.Day(plan.date()), bytes);
    }

    private static List<String> lines(DayPlan plan) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(plan, bytes);
        String text = bytes.toString(StandardCharsets.US_ASCII);
        assertThat(text).endsWith("\n").doesNotContain("\r");
        return text.lines().toList();
    }

    private static List<String> expected(DayPlan plan) {
        Instrument instrument = plan.instrument();
        Market market = instrument.market();
        List<String> lines = new ArrayList<>();
        if (market != Market.SPOT) {
            lines.add(market.header());
        }
        DayTrades trades = new DayTrades(plan);
        while (trades.next()) {
            BigDecimal price = BigDecimal.valueOf(trades.price(), instrument.priceScale());
            BigDecimal quantity = BigDecimal.valueOf(trades.quantity(), instrument.quantityScale());
            long millis = Math.floorDiv(trades.epochMicros(), 1_000L);
            String maker = Boolean.toString(trades.buyerMaker());
            lines.add(
                    switch (market) {
                        case SPOT ->
                            String.join(
                                    ",",
                                    Long.toString(trades.id()),
                                    price.setScale(8).toPlainString(),
                                    quantity.setScale(8).toPlainString(),
                                    price.multiply(quantity).setScale(16).toPlainString(),
                                    Long.toString(plan.date().getYear() >= 2025 ? trades.epochMicros() : millis),
                                    maker.substring(0, 1).toUpperCase(Locale.ROOT) + maker.substring(1),
                                    "True");
                        case UM ->
                            String.join(
                                    ",",
                                    Long.toString(trades.id()),
                                    price.toPlainString(),
                                    quantity.toPlainString(),
                                    price.multiply(quantity)
                                            .stripTrailingZeros()
                                            .toPlainString(),
                                    Long.toString(millis),
                                    maker);
                        case CM ->
                            String.join(
                                    ",",
                                    Long.toString(trades.id()),
                                    price.toPlainString(),
                                    quantity.toPlainString(),
                                    quantity.multiply(BigDecimal.valueOf(instrument.contractSize()))
                                            .divide(price, 8, RoundingMode.HALF_UP)
                                            .toPlainString(),
                                    Long.toString(millis),
                                    maker);
                    });
        }
        return lines;
    }
}
