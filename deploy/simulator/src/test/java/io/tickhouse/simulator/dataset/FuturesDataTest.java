package io.tickhouse.simulator.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.simulator.market.Interval;
import io.tickhouse.simulator.market.Market;
import io.tickhouse.simulator.market.ReferencePrices;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What futures have beside trades: mark, index and premium klines, funding rates, metrics. */
class FuturesDataTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    @ParameterizedTest
    @CsvSource({"UM,MARK_PRICE_KLINES", "UM,INDEX_PRICE_KLINES", "CM,MARK_PRICE_KLINES", "CM,INDEX_PRICE_KLINES"})
    void referencePricesStayNearTheTradesAndTradeNothing(Market market, DataType type) throws IOException {
        Simulated simulated = Simulated.of(market, "SIMUSDT", DAY, DAY, 50_000);
        List<String> klines = simulated.day(Dataset.of(type, Interval.MINUTE), DAY);
        List<String> trades = Simulated.rows(simulated.day(Dataset.of(DataType.KLINES, Interval.MINUTE), DAY));

        assertThat(klines).hasSize(1_441);
        for (int minute = 0; minute < 1_440; minute++) {
            String row = klines.get(minute + 1);
            assertThat(row).matches("\\d{13}(,\\d{5}\\.\\d{8}){4},0,\\d{13},0,60,0,0,0");
            BigDecimal[] prices = prices(row);
            assertThat(prices[1]).isGreaterThanOrEqualTo(prices[0]).isGreaterThanOrEqualTo(prices[3]);
            assertThat(prices[2]).isLessThanOrEqualTo(prices[0]).isLessThanOrEqualTo(prices[3]);
            BigDecimal traded = prices(trades.get(minute))[3];
            assertThat(prices[3].divide(traded, 6, RoundingMode.HALF_UP))
                    .isBetween(new BigDecimal("0.97"), new BigDecimal("1.03"));
        }
    }

    @Test
    void aLongerReferenceKlineIsMadeOfTheShorterOnes() throws IOException {
        Simulated simulated = Simulated.of(Market.UM, "SIMUSDT", DAY, DAY.plusDays(3), 50_000);
        for (DataType type :
                List.of(DataType.MARK_PRICE_KLINES, DataType.INDEX_PRICE_KLINES, DataType.PREMIUM_INDEX_KLINES)) {
            List<BigDecimal[]> minutes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Simulated.rows(simulated.day(Dataset.of(type, Interval.MINUTE), DAY.plusDays(i)))
                        .forEach(row -> minutes.add(prices(row)));
            }
            List<String> month =
                    Simulated.rows(simulated.month(Dataset.of(type, Interval.MONTH), YearMonth.of(2026, 1)));

            assertThat(month).hasSize(1);
            String[] columns = month.getFirst().split(",", -1);
            assertThat(columns[0]).isEqualTo("1767225600000");
            assertThat(columns[6]).isEqualTo("1769903999999");
            assertThat(columns[8]).isEqualTo(Integer.toString(4 * 86_400));
            BigDecimal[] whole = prices(month.getFirst());
            assertThat(whole[0]).isEqualTo(minutes.getFirst()[0]);
            assertThat(whole[1])
                    .isEqualTo(minutes.stream()
                            .map(one -> one[1])
                            .reduce(BigDecimal::max)
                            .orElseThrow());
            assertThat(whole[2])
                    .isEqualTo(minutes.stream()
                            .map(one -> one[2])
                            .reduce(BigDecimal::min)
                            .orElseThrow());
            assertThat(whole[3]).isEqualTo(minutes.getLast()[3]);
        }
    }

    @Test
    void thePremiumHasBothSignsAndIsThatOfTheLastTradeOverTheIndex() throws IOException {
        Simulated simulated = Simulated.of(Market.UM, "SIMUSDT", DAY, DAY, 50_000);
        List<String> premiums =
                Simulated.rows(simulated.day(Dataset.of(DataType.PREMIUM_INDEX_KLINES, Interval.MINUTE), DAY));
        List<String> index =
                Simulated.rows(simulated.day(Dataset.of(DataType.INDEX_PRICE_KLINES, Interval.MINUTE), DAY));
        List<String> marks =
                Simulated.rows(simulated.day(Dataset.of(DataType.MARK_PRICE_KLINES, Interval.MINUTE), DAY));

        assertThat(premiums).allMatch(row -> row.matches("\\d{13}(,-?0\\.\\d{8}){4},0,\\d{13},0,60,0,0,0"));
        assertThat(premiums).anyMatch(row -> prices(row)[0].signum() > 0).anyMatch(row -> prices(row)[0].signum() < 0);
        for (int minute = 0; minute < 1_440; minute++) {
            BigDecimal close = prices(index.get(minute))[3];
            // the mark lies half-way to the last trade, so twice its distance is the premium
            BigDecimal distance = prices(marks.get(minute))[3].subtract(close).multiply(BigDecimal.TWO);
            assertThat(distance.divide(close, 8, RoundingMode.HALF_UP)
                            .subtract(prices(premiums.get(minute))[3])
                            .abs())
                    .isLessThan(new BigDecimal("0.00000002"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Market.class,
            names = {"UM", "CM"})
    void fundingRatesComeThriceADayAndFollowThePremium(Market market) throws IOException {
        Simulated simulated = Simulated.of(market, "SIMUSDT", LocalDate.of(2025, 12, 30), DAY.plusDays(29), 40_000);
        List<String> lines = simulated.month(Dataset.of(DataType.FUNDING_RATE), YearMonth.of(2026, 1));

        assertThat(lines.getFirst()).isEqualTo("calc_time,funding_interval_hours,last_funding_rate");
        List<String> rows = lines.subList(1, lines.size());
        assertThat(rows).hasSize(90).allMatch(row -> row.matches("\\d{13},8,-?0\\.\\d{8}"));
        boolean late = false;
        for (int i = 0; i < rows.size(); i++) {
            long time = Long.parseLong(rows.get(i).split(",", -1)[0]);
            long due = DAY.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000 + i * 28_800_000L;
            assertThat(time).isBetween(due, due + 9);
            late |= time > due;
            if (i % 3 != 0) {
                assertThat(new BigDecimal(rows.get(i).split(",", -1)[2]))
                        .as("settled at %s", time)
                        .isEqualByComparingTo(rate(simulated, DAY.plusDays(i / 3), i % 3 - 1));
            }
        }
        assertThat(late).isTrue();
        assertThat(rows.stream().map(row -> row.split(",", -1)[2]).distinct().count())
                .isGreaterThan(10);
    }

    @Test
    void midnightSettlesTheEveningBeforeAndAnOpeningMarketPaysInterestAlone() throws IOException {
        LocalDate eve = DAY.minusDays(1);
        Simulated simulated = Simulated.of(Market.UM, "SIMUSDT", eve, DAY, 20_000);

        List<String> december = simulated.month(Dataset.of(DataType.FUNDING_RATE), YearMonth.from(eve));
        assertThat(december.get(1)).endsWith(",8,0.00010000");
        String midnight = simulated
                .month(Dataset.of(DataType.FUNDING_RATE), YearMonth.from(DAY))
                .get(1);
        assertThat(new BigDecimal(midnight.split(",", -1)[2])).isEqualByComparingTo(rate(simulated, eve, 2));
    }

    @Test
    void metricsCountWhoTraded() throws IOException {
        Simulated simulated = Simulated.of(Market.UM, "SIMUSDT", DAY, DAY, 30_000);
        List<String> lines = simulated.day(Dataset.of(DataType.METRICS), DAY);
        List<String[]> trades = Simulated.rows(simulated.day(Dataset.TRADES, DAY)).stream()
                .map(row -> row.split(",", -1))
                .toList();
        DateTimeFormatter text = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

        assertThat(lines.getFirst())
                .isEqualTo("create_time,symbol,sum_open_interest,sum_open_interest_value,"
                        + "count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,count_long_short_ratio,"
                        + "sum_taker_long_short_vol_ratio");
        assertThat(lines).hasSize(289);
        for (int i = 1; i <= 288; i++) {
            assertThat(lines.get(i))
                    .matches(
                            "2026-01-0[12] \\d\\d:\\d[05]:00,SIMUSDT,\\d+\\.\\d{16},\\d+\\.\\d{16}(,(\\d+\\.\\d{8})?){4}");
            String[] columns = lines.get(i).split(",", -1);
            LocalDateTime end = DAY.atStartOfDay().plusMinutes(5L * i);
            assertThat(columns[0]).isEqualTo(end.format(text));
            long endMillis = end.toEpochSecond(ZoneOffset.UTC) * 1_000;
            List<String[]> window = trades.stream()
                    .filter(row -> Long.parseLong(row[4]) < endMillis && Long.parseLong(row[4]) >= endMillis - 300_000)
                    .toList();
            assertThat(columns[7]).isEqualTo(ratio(volume(window, "false"), volume(window, "true")));
            assertThat(columns[6])
                    .isEqualTo(ratio(
                            BigDecimal.valueOf(window.stream()
                                    .filter(row -> row[5].equals("false"))
                                    .count()),
                            BigDecimal.valueOf(window.stream()
                                    .filter(row -> row[5].equals("true"))
                                    .count())));
            assertThat(new BigDecimal(columns[3]).divide(new BigDecimal(columns[2]), 2, RoundingMode.HALF_UP))
                    .isBetween(new BigDecimal("50000"), new BigDecimal("70000"));
        }
        assertThat(lines.getLast()).startsWith("2026-01-02 00:00:00,");
    }

    @Test
    void metricsOfUsdmAreCalledByTheirStartFromTheDayOnWhenTheVenueChangedIt() throws IOException {
        LocalDate last = LocalDate.of(2026, 6, 24);
        Simulated simulated = Simulated.of(Market.UM, "SIMUSDT", last, last.plusDays(1), 30_000);

        List<String> before = simulated.day(Dataset.of(DataType.METRICS), last);
        assertThat(before.get(1)).startsWith("2026-06-24 00:05:00,");
        assertThat(before.getLast()).startsWith("2026-06-25 00:00:00,");
        List<String> after = simulated.day(Dataset.of(DataType.METRICS), last.plusDays(1));
        assertThat(after).hasSize(289);
        assertThat(after.get(1)).startsWith("2026-06-25 00:00:00,");
        assertThat(after.getLast()).startsWith("2026-06-25 23:55:00,");
    }

    /** Average premium p of the eight hours, then p + clamp(0.0001 − p, ±0.0005). */
    private static BigDecimal rate(Simulated simulated, LocalDate day, int window) {
        ReferencePrices prices =
                new ReferencePrices(simulated.days().between(day, day).getFirst());
        BigDecimal sum = BigDecimal.ZERO;
        for (int second = 0; prices.next(); second++) {
            if (second / 28_800 == window) {
                sum = sum.add(BigDecimal.valueOf(prices.premium(), 8));
            }
        }
        BigDecimal average = sum.divide(BigDecimal.valueOf(28_800), 8, RoundingMode.DOWN);
        BigDecimal limit = new BigDecimal("0.0005");
        return average.add(
                new BigDecimal("0.0001").subtract(average).max(limit.negate()).min(limit));
    }

    private static BigDecimal volume(List<String[]> trades, String buyerMaker) {
        return trades.stream()
                .filter(row -> row[5].equals(buyerMaker))
                .map(row -> new BigDecimal(row[2]))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String ratio(BigDecimal longs, BigDecimal shorts) {
        return shorts.signum() == 0
                ? ""
                : longs.divide(shorts, 8, RoundingMode.HALF_UP).toPlainString();
    }

    private static BigDecimal[] prices(String row) {
        String[] columns = row.split(",", -1);
        return new BigDecimal[] {
            new BigDecimal(columns[1]),
            new BigDecimal(columns[2]),
            new BigDecimal(columns[3]),
            new BigDecimal(columns[4])
        };
    }
}
