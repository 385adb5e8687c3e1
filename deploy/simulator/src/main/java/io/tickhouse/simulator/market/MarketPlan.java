package io.tickhouse.simulator.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Spreads a number of trades over days: how many each day has, where its ids start, where its price opens. */
public final class MarketPlan {
    private static final LocalDate LEVELS_START = LocalDate.of(2017, 1, 1);

    private MarketPlan() {}

    /**
     * One plan a day, in order; ids run on from day to day without a hole.
     *
     * @param from first UTC day
     * @param to last UTC day, inclusive
     * @param trades over all days, at least 1
     * @throws IllegalArgumentException when the days are in the wrong order or no trade is asked for
     */
    public static List<DayPlan> of(long seed, Instrument instrument, LocalDate from, LocalDate to, long trades) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "expected the last day on or after the first, found " + from + " to " + to);
        }
        if (trades < 1) {
            throw new IllegalArgumentException("expected at least 1 trade, found " + trades);
        }
        long symbolSeed =
                SplitMix.derive(SplitMix.derive(seed, instrument.market().folder()), instrument.symbol());
        List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
        long weights = days.stream().mapToLong(day -> weight(symbolSeed, day)).sum();
        List<DayPlan> plans = new ArrayList<>(days.size());
        long firstId = 100_000_000L + (SplitMix.derive(symbolSeed, "ids") >>> 32);
        long weight = 0;
        long planned = 0;
        long open = level(symbolSeed, instrument, from);
        for (LocalDate day : days) {
            weight += weight(symbolSeed, day);
            long plannedThen = Math.multiplyExact(trades, weight) / weights;
            long close = nextLevel(symbolSeed, instrument, day, open);
            plans.add(new DayPlan(
                    instrument,
                    day,
                    firstId + planned,
                    plannedThen - planned,
                    open,
                    close,
                    SplitMix.derive(symbolSeed, day.toEpochDay())));
            planned = plannedThen;
            open = close;
        }
        return plans;
    }

    /** How busy a day is against others: up to a factor of 2.5 between days, less on weekends. */
    private static long weight(long symbolSeed, LocalDate day) {
        long weight = 600L + new SplitMix(SplitMix.derive(symbolSeed, -day.toEpochDay())).below(900);
        boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        return weekend ? weight * 7 / 10 : weight;
    }

    private static long level(long symbolSeed, Instrument instrument, LocalDate date) {
        long level = instrument.anchorTicks();
        for (LocalDate day = LEVELS_START; day.isBefore(date); day = day.plusDays(1)) {
            level = nextLevel(symbolSeed, instrument, day, level);
        }
        return level;
    }

    /** At most 3 % a day, pulled back by 2 % of the distance so that no symbol drifts to nothing over the years. */
    private static long nextLevel(long symbolSeed, Instrument instrument, LocalDate day, long level) {
        int basisPoints = new SplitMix(SplitMix.derive(symbolSeed, day.toEpochDay() << 20)).below(601) - 300;
        return level + level * basisPoints / 10_000 - (level - instrument.anchorTicks()) / 50;
    }
}
