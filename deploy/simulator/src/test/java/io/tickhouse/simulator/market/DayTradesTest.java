package io.tickhouse.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DayTradesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private record Trade(long id, long price, long quantity, long epochMicros, boolean buyerMaker) {}

    @ParameterizedTest
    @EnumSource(Market.class)
    void theSameSeedGivesTheSameTradesInWhateverOrderTheDaysAreAskedFor(Market market) {
        List<DayPlan> plans = plans(market, "SIMUSDT", 7, 30_000);
        List<Trade> secondDayFirst = trades(plans.get(1));
        List<Trade> firstDay = trades(plans.get(0));

        assertThat(trades(plans(market, "SIMUSDT", 7, 30_000).get(0))).isEqualTo(firstDay);
        assertThat(trades(plans(market, "SIMUSDT", 7, 30_000).get(1))).isEqualTo(secondDayFirst);
    }

    @Test
    void anotherSeedSymbolOrDayGivesOtherTrades() {
        List<Trade> trades = trades(plans(Market.SPOT, "SIMUSDT", 7, 3_000).get(0));

        assertThat(quantities(trades))
                .isNotEqualTo(quantities(
                        trades(plans(Market.SPOT, "SIMUSDT", 8, 3_000).get(0))))
                .isNotEqualTo(quantities(
                        trades(plans(Market.SPOT, "SIMUSDC", 7, 3_000).get(0))))
                .isNotEqualTo(quantities(
                        trades(plans(Market.SPOT, "SIMUSDT", 7, 3_000).get(1))));
    }

    @ParameterizedTest
    @CsvSource({"SPOT,SIMUSDT,100000", "UM,AAAUSDT,100000", "CM,BBBUSD_PERP,100000", "SPOT,SIMUSDT,1", "UM,CCCUSDT,7"})
    void idsRunOnOverMidnightAndTimesNeverDecreaseInsideTheirDay(Market market, String symbol, long total) {
        List<DayPlan> plans = plans(market, symbol, 3, total);
        long nextId = plans.getFirst().firstId();
        long seen = 0;
        for (DayPlan plan : plans) {
            long last = plan.date().atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
            long end = last + 86_400_000_000L;
            for (Trade trade : trades(plan)) {
                assertThat(trade.id()).isEqualTo(nextId++);
                assertThat(trade.epochMicros()).isBetween(last, end - 1);
                last = trade.epochMicros();
                seen++;
            }
        }
        assertThat(seen).isEqualTo(total);
    }

    @ParameterizedTest
    @CsvSource({
        "SPOT,SIMUSDT",
        "UM,SIMUSDT",
        "CM,SIMUSD_PERP",
        "SPOT,AAAUSDT",
        "UM,BBBUSDT",
        "CM,CCCUSD_PERP",
        "CM,ETHUSDT"
    })
    void pricesLieOnTheGridStayNearTheDaysLevelAndJoinOverMidnight(Market market, String symbol) {
        List<DayPlan> plans = plans(market, symbol, 11, 200_000);
        for (DayPlan plan : plans) {
            Instrument instrument = plan.instrument();
            List<Trade> trades = trades(plan);
            for (Trade trade : trades) {
                assertThat(trade.price() % instrument.tick()).isZero();
                assertThat(trade.price() / instrument.tick())
                        .isBetween(plan.openTicks() * 9 / 10, plan.openTicks() * 11 / 10);
                assertThat(trade.quantity()).isPositive();
            }
            assertThat(trades.getFirst().price() / instrument.tick())
                    .isBetween(plan.openTicks() * 98 / 100 - 10, plan.openTicks() * 102 / 100 + 10);
            assertThat(trades.getLast().price() / instrument.tick())
                    .isBetween(plan.closeTicks() * 98 / 100 - 10, plan.closeTicks() * 102 / 100 + 10);
        }
        assertThat(plans.get(0).closeTicks()).isEqualTo(plans.get(1).openTicks());
    }

    @ParameterizedTest
    @CsvSource({"SPOT,2000,2500", "UM,1500,400", "CM,1500,100"})
    void aHundredThousandTradesHaveManyPricesAndSizes(Market market, int prices, int sizes) {
        List<Trade> trades = trades(plans(market, "SIMUSDT", 7, 220_000).get(0)).subList(0, 80_000);

        assertThat(distinct(trades, Trade::price)).isGreaterThan(prices);
        assertThat(distinct(trades, Trade::quantity)).isGreaterThan(sizes);
    }

    @Test
    void burstsShareOneTimestampAndOneSide() {
        List<Trade> trades = trades(plans(Market.SPOT, "SIMUSDT", 7, 200_000).get(0));
        long shared = 0;
        for (int i = 1; i < trades.size(); i++) {
            if (trades.get(i).epochMicros() == trades.get(i - 1).epochMicros()) {
                shared++;
            }
        }
        assertThat((double) shared / trades.size()).isBetween(0.3, 0.8);
    }

    @Test
    void theTakersSideRemembersTheLastOneAndBothSidesTrade() {
        List<Trade> trades = trades(plans(Market.UM, "SIMUSDT", 7, 200_000).get(0));
        long same = 0;
        long orders = 0;
        for (int i = 1; i < trades.size(); i++) {
            if (trades.get(i).epochMicros() != trades.get(i - 1).epochMicros()) {
                orders++;
                same += trades.get(i).buyerMaker() == trades.get(i - 1).buyerMaker() ? 1 : 0;
            }
        }
        assertThat((double) same / orders).isBetween(0.66, 0.78);
        double buys = trades.stream().filter(trade -> !trade.buyerMaker()).count() / (double) trades.size();
        assertThat(buys).isBetween(0.4, 0.6);
    }

    @Test
    void sizesHaveAHeavyTail() {
        List<Long> sizes = quantities(
                        trades(plans(Market.SPOT, "SIMUSDT", 7, 200_000).get(0)))
                .stream()
                .sorted()
                .toList();
        long median = sizes.get(sizes.size() / 2);
        long high = sizes.get(sizes.size() * 999 / 1_000);

        assertThat(median).isBetween(150L, 450L);
        assertThat(high).isGreaterThan(100 * median);
    }

    @Test
    void minutesAreUnevenlyBusy() {
        List<Trade> trades = trades(plans(Market.SPOT, "SIMUSDT", 7, 300_000).get(0));
        long[] perMinute = new long[1_440];
        trades.forEach(trade -> perMinute[(int) (trade.epochMicros() / 60_000_000 % 1_440)]++);
        long mean = trades.size() / 1_440;

        assertThat(java.util.Arrays.stream(perMinute).max().orElse(0)).isGreaterThan(3 * mean);
        assertThat(java.util.Arrays.stream(perMinute).min().orElse(0)).isLessThan(mean / 2);
    }

    private static List<DayPlan> plans(Market market, String symbol, long seed, long trades) {
        return MarketPlan.of(seed, Instrument.of(market, symbol), DAY, DAY.plusDays(1), trades);
    }

    private static List<Trade> trades(DayPlan plan) {
        List<Trade> list = new ArrayList<>();
        DayTrades day = new DayTrades(plan);
        while (day.next()) {
            list.add(new Trade(day.id(), day.price(), day.quantity(), day.epochMicros(), day.buyerMaker()));
        }
        return list;
    }

    private static List<Long> quantities(List<Trade> trades) {
        return trades.stream().map(Trade::quantity).toList();
    }

    private static int distinct(List<Trade> trades, ToLongFunction<Trade> field) {
        Set<Long> values = new HashSet<>();
        trades.forEach(trade -> values.add(field.applyAsLong(trade)));
        return values.size();
    }
}
