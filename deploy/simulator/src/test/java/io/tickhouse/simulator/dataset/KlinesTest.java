package io.tickhouse.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.simulator.market.Interval;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Klines against candles computed anew from the text of the trades files, with BigDecimal and a map. */
class KlinesTest {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 28);
    private static final LocalDate TO = LocalDate.of(2026, 2, 4);

    private record Trade(BigDecimal price, BigDecimal quantity, BigDecimal value, long time, boolean buyerMaker) {
        static Trade of(String row) {
            String[] columns = row.split(",", -1);
            return new Trade(
                    new BigDecimal(columns[1]),
                    new BigDecimal(columns[2]),
                    new BigDecimal(columns[3]),
                    Long.parseLong(columns[4]),
                    Boolean.parseBoolean(columns[5]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT,SIMUSDT,2026-01-28,1s", "SPOT,SIMUSDT,2026-01-28,1m", "SPOT,BBBUSDT,2024-12-31,1m",
        "SPOT,SIMUSDT,2024-12-31,1h", "UM,SIMUSDT,2026-01-28,1m", "UM,CCCUSDT,2026-01-28,15m",
        "UM,AAAUSDT,2026-01-28,1d", "CM,SIMUSD_PERP,2026-01-28,1m", "CM,AAAUSD_PERP,2026-01-28,4h"
    })
    void aDaysKlinesAreWhatItsTradesMake(Market market, String symbol, LocalDate day, String interval)
            throws IOException {
        Simulated simulated = Simulated.of(market, symbol, day, day.plusDays(1), 6_000);
        Interval length = Interval.of(interval);
        Optional<BigDecimal> close = Optional.empty();
        for (LocalDate one : List.of(day, day.plusDays(1))) {
            List<String> lines = simulated.day(Dataset.of(DataType.KLINES, length), one);
            List<Trade> trades = trades(simulated, one, one);
            List<String> expected = candles(simulated, length, one, one, trades, close, Simulated.rows(lines));

            assertThat(Simulated.rows(lines)).isEqualTo(expected);
            close = Optional.of(trades.getLast().price());
        }
    }

    @ParameterizedTest
    @CsvSource({"SPOT,3d", "SPOT,1w", "UM,1w", "CM,1mo", "SPOT,1mo", "UM,1d", "SPOT,30m"})
    void aMonthsKlinesAreThoseThatOpenInIt(Market market, String interval) throws IOException {
        Simulated simulated = Simulated.of(market, "SIMUSD_PERP", FROM, TO, 20_000);
        Interval length = Interval.of(interval);
        List<String> rows = new ArrayList<>();
        for (YearMonth month : List.of(YearMonth.of(2026, 1), YearMonth.of(2026, 2))) {
            rows.addAll(Simulated.rows(simulated.month(Dataset.of(DataType.KLINES, length), month)));
        }
        List<Trade> trades = trades(simulated, FROM, TO);

        assertThat(rows).isEqualTo(candles(simulated, length, FROM, TO, trades, Optional.empty(), rows));
        assertThat(rows.stream()
                        .mapToLong(row -> Long.parseLong(row.split(",", -1)[8]))
                        .sum())
                .isEqualTo(20_000);
    }

    @Test
    void withoutATradeAKlineStandsAtTheLastClose() throws IOException {
        Simulated simulated = Simulated.of(Market.SPOT, "SIMUSDT", FROM, FROM.plusDays(1), 40);
        List<String> first = simulated.day(Dataset.of(DataType.KLINES, Interval.MINUTE), FROM);
        List<String> second = simulated.day(Dataset.of(DataType.KLINES, Interval.MINUTE), FROM.plusDays(1));

        assertThat(first).hasSize(1_440);
        assertThat(second).hasSize(1_440);
        String close = first.getLast().split(",", -1)[4];
        assertThat(second.getFirst())
                .isEqualTo("1769644800000000," + String.join(",", close, close, close, close)
                        + ",0.00000000,1769644859999999,0.00000000,0,0.00000000,0.00000000,0");
    }

    @Test
    void rowsLookAsTheVenuesDo() throws IOException {
        Simulated spot = Simulated.of(Market.SPOT, "SIMUSDT", FROM, FROM, 20_000);
        assertThat(spot.day(Dataset.of(DataType.KLINES, Interval.SECOND), FROM))
                .hasSize(86_400)
                .allMatch(
                        row -> row.matches("\\d{16}(,\\d{5}\\.\\d{8}){4},\\d+\\.\\d{8},\\d{10}999999,\\d+\\.\\d{8},\\d+"
                                + ",\\d+\\.\\d{8},\\d+\\.\\d{8},0"));
        Simulated cm = Simulated.of(Market.CM, "SIMUSD_PERP", FROM, FROM, 20_000);
        List<String> hours = cm.day(Dataset.of(DataType.KLINES, Interval.HOUR), FROM);
        assertThat(hours).hasSize(25);
        assertThat(hours.getFirst())
                .isEqualTo("open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
                        + "taker_buy_quote_volume,ignore");
        assertThat(hours.subList(1, 25))
                .allMatch(row -> row.matches(
                        "\\d{13}(,\\d{5}\\.\\d){4},\\d+,\\d{10}999,\\d+\\.\\d{8},\\d+,\\d+,\\d+\\.\\d{8},0"));
    }

    @Test
    void oldFuturesFilesHaveNoHeaderYet() throws IOException {
        LocalDate old = LocalDate.of(2022, 4, 30);
        Simulated um = Simulated.of(Market.UM, "SIMUSDT", old, old.plusDays(1), 2_000);

        assertThat(um.day(Dataset.of(DataType.KLINES, Interval.HOUR), old)).hasSize(24);
        assertThat(um.day(Dataset.of(DataType.KLINES, Interval.HOUR), old.plusDays(1)))
                .hasSize(25);
        assertThat(um.day(Dataset.TRADES, old).getFirst()).matches("\\d+,.*");
        assertThat(um.day(Dataset.of(DataType.AGG_TRADES), old.plusDays(1)).getFirst())
                .matches("\\d+,.*");
    }

    private static List<Trade> trades(Simulated simulated, LocalDate from, LocalDate to) throws IOException {
        List<Trade> trades = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            Simulated.rows(simulated.day(Dataset.TRADES, day)).forEach(row -> trades.add(Trade.of(row)));
        }
        return trades;
    }

    /** @param rows only for the level before the first trade of the market, which no trade tells */
    private static List<String> candles(
            Simulated simulated,
            Interval interval,
            LocalDate from,
            LocalDate to,
            List<Trade> trades,
            Optional<BigDecimal> closeBefore,
            List<String> rows) {
        long unit = simulated.market() == Market.SPOT && from.getYear() >= 2025 ? 1_000_000 : 1_000;
        Map<Long, List<Trade>> byOpen = new LinkedHashMap<>();
        long end = start(to.plusDays(1));
        for (long open = openOf(start(from), interval); open < end; open = closeOf(open, interval)) {
            byOpen.put(open, new ArrayList<>());
        }
        trades.forEach(trade -> byOpen.computeIfAbsent(openOf(trade.time() / unit, interval), open -> new ArrayList<>())
                .add(trade));
        List<String> lines = new ArrayList<>();
        BigDecimal close = closeBefore.orElse(new BigDecimal(rows.getFirst().split(",", -1)[1]));
        for (Map.Entry<Long, List<Trade>> candle : byOpen.entrySet()) {
            lines.add(row(simulated, interval, unit, candle.getKey(), candle.getValue(), close));
            close = candle.getValue().isEmpty()
                    ? close
                    : candle.getValue().getLast().price();
        }
        return lines;
    }

    private static String row(
            Simulated simulated, Interval interval, long unit, long open, List<Trade> trades, BigDecimal lastClose) {
        List<BigDecimal> prices = trades.isEmpty()
                ? List.of(lastClose)
                : trades.stream().map(Trade::price).toList();
        List<Trade> buys = trades.stream().filter(trade -> !trade.buyerMaker()).toList();
        return String.join(
                ",",
                Long.toString(open * unit),
                prices.getFirst().toPlainString(),
                prices.stream().max(BigDecimal::compareTo).orElseThrow().toPlainString(),
                prices.stream().min(BigDecimal::compareTo).orElseThrow().toPlainString(),
                prices.getLast().toPlainString(),
                quantity(simulated, trades),
                Long.toString(closeOf(open, interval) * unit - 1),
                value(simulated, trades),
                Integer.toString(trades.size()),
                quantity(simulated, buys),
                value(simulated, buys),
                "0");
    }

    private static String quantity(Simulated simulated, List<Trade> trades) {
        int decimals = simulated.market() == Market.SPOT
                ? 8
                : simulated.days().instrument().quantityScale();
        return sum(trades.stream().map(Trade::quantity).toList(), decimals);
    }

    private static String value(Simulated simulated, List<Trade> trades) {
        int umDecimals = simulated.days().instrument().priceScale()
                + simulated.days().instrument().quantityScale();
        return sum(trades.stream().map(Trade::value).toList(), simulated.market() == Market.UM ? umDecimals : 8);
    }

    private static String sum(List<BigDecimal> values, int decimals) {
        return values.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(decimals)
                .toPlainString();
    }

    private static long openOf(long second, Interval interval) {
        LocalDate day = LocalDate.ofEpochDay(second / 86_400);
        return switch (interval) {
            case WEEK -> start(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH -> start(day.with(TemporalAdjusters.firstDayOfMonth()));
            case DAYS_3 -> start(LocalDate.ofEpochDay(day.toEpochDay() / 3 * 3));
            default -> second / seconds(interval) * seconds(interval);
        };
    }

    private static long closeOf(long open, Interval interval) {
        LocalDate day = LocalDate.ofEpochDay(open / 86_400);
        return switch (interval) {
            case WEEK -> start(day.plusDays(7));
            case MONTH -> start(day.plusMonths(1));
            case DAYS_3 -> start(day.plusDays(3));
            default -> open + seconds(interval);
        };
    }

    private static long seconds(Interval interval) {
        String label = interval.label();
        long number = Long.parseLong(label.substring(0, label.length() - 1));
        return switch (label.charAt(label.length() - 1)) {
            case 's' -> number;
            case 'm' -> number * 60;
            case 'h' -> number * 3_600;
            default -> number * 86_400;
        };
    }

    private static long start(LocalDate day) {
        return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }
}
