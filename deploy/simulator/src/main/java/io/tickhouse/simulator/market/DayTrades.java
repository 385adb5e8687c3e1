package io.tickhouse.simulator.market;

import java.time.ZoneOffset;

/**
 * One day's trades, one after the other, from its plan alone. A cursor rather than a list, since a day may have fifty
 * million: {@link #next()} moves it, the other methods read the trade it stands on.
 */
public final class DayTrades {
    private static final double SAME_SIDE = 0.72;
    private static final double ONE_TRADE = 0.66;
    private static final double LARGE_ORDER = 0.01;

    private final Instrument instrument;
    private final SplitMix random;
    private final Arrivals arrivals;
    private final PriceWalk prices;
    private final Sizes sizes;
    private final long dayStartMicros;
    private long left;
    private int leftInOrder;
    private long id;
    private long ticks;
    private long quantity;
    private boolean buy;

    public DayTrades(DayPlan plan) {
        this.instrument = plan.instrument();
        this.random = new SplitMix(SplitMix.derive(plan.seed(), "orders"));
        this.arrivals = new Arrivals(new SplitMix(SplitMix.derive(plan.seed(), "arrivals")), plan.trades());
        this.prices = new PriceWalk(
                new SplitMix(SplitMix.derive(plan.seed(), "prices")),
                plan.openTicks(),
                plan.closeTicks(),
                plan.trades());
        this.sizes = new Sizes(new SplitMix(SplitMix.derive(plan.seed(), "sizes")), instrument.medianLots());
        this.dayStartMicros = plan.date().atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000L;
        this.left = plan.trades();
        this.id = plan.firstId() - 1;
    }

    /** Moves to the next trade; false when the day has no more. */
    public boolean next() {
        if (left == 0) {
            return false;
        }
        if (leftInOrder == 0) {
            startOrder();
        } else {
            ticks = prices.sweep(buy, ticks);
        }
        quantity = sizes.next();
        id++;
        left--;
        leftInOrder--;
        return true;
    }

    /** The venue's trade id; one more than the last trade's, over midnight too. */
    public long id() {
        return id;
    }

    /** Mantissa at the instrument's price scale; positive. */
    public long price() {
        return ticks * instrument.tick();
    }

    /** Mantissa at the instrument's quantity scale; positive. */
    public long quantity() {
        return quantity;
    }

    /** Matching time in microseconds since the epoch, UTC; the trades of one taker order share it. */
    public long epochMicros() {
        return dayStartMicros + arrivals.timeMicros();
    }

    /** True when the seller was the taker. */
    public boolean buyerMaker() {
        return !buy;
    }

    private void startOrder() {
        if (arrivals.advanceMinute()) {
            prices.startMinute(arrivals.minute(), arrivals.leftInMinute());
        }
        leftInOrder = (int) Math.min(orderTrades(), arrivals.leftInMinute());
        arrivals.place(leftInOrder);
        buy = random.chance(SAME_SIDE) == buy;
        ticks = prices.take(buy);
    }

    private int orderTrades() {
        if (random.chance(ONE_TRADE)) {
            return 1;
        }
        if (random.chance(LARGE_ORDER)) {
            return 20 + random.below(80);
        }
        return 2 + Math.min(12, Long.numberOfTrailingZeros(random.nextLong()) * 2) + random.below(2);
    }
}
