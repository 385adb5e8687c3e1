package io.tickhouse.simulator.feed;

import io.tickhouse.simulator.market.DayPlan;
import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.MarketPlan;
import io.tickhouse.simulator.market.PriceWalk;
import io.tickhouse.simulator.market.SplitMix;
import java.time.LocalDate;

/** Best bid and ask in ticks, day after day: each day's walk is drawn towards where the seed has the next one begin. */
final class LivePrices {
    private static final long MINUTE_MICROS = 60_000_000;
    private static final int MINUTES_A_DAY = 1_440;
    private static final long FEWEST_TRADES_A_MINUTE = 6_000;

    private final long seed;
    private final Instrument instrument;
    private final long tradesADay;
    private PriceWalk walk;
    private long day;
    private int minute;

    LivePrices(long seed, Instrument instrument, long startMicros, double tradesPerSecond) {
        this.seed = seed;
        this.instrument = instrument;
        this.tradesADay = Math.max(1, (long) (tradesPerSecond * 86_400));
        long minutes = Math.floorDiv(startMicros, MINUTE_MICROS);
        this.day = Math.floorDiv(minutes, MINUTES_A_DAY);
        DayPlan plan = plan(day);
        this.walk = walk(plan.openTicks(), plan);
        begin(minutes);
    }

    private DayPlan plan(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        return MarketPlan.of(seed, instrument, date, date, tradesADay).getFirst();
    }

    private PriceWalk walk(long from, DayPlan plan) {
        return new PriceWalk(new SplitMix(SplitMix.derive(plan.seed(), "prices")), from, plan.closeTicks(), tradesADay);
    }

    private void begin(long minutes) {
        minute = (int) Math.floorMod(minutes, (long) MINUTES_A_DAY);
        // few orders would each draw the price a long way, and a burst has many
        walk.startMinute(minute, Math.max(FEWEST_TRADES_A_MINUTE, tradesADay / MINUTES_A_DAY));
    }

    /** The prices move, then an order comes at this time, microseconds since the epoch. */
    void take(boolean buy, long micros) {
        long minutes = Math.floorDiv(micros, MINUTE_MICROS);
        long today = Math.floorDiv(minutes, MINUTES_A_DAY);
        if (today != day) {
            day = today;
            walk = walk(walk.bid(), plan(day));
            begin(minutes);
        } else if (Math.floorMod(minutes, (long) MINUTES_A_DAY) != minute) {
            begin(minutes);
        }
        walk.take(buy);
    }

    long bid() {
        return walk.bid();
    }

    long ask() {
        return walk.ask();
    }
}
