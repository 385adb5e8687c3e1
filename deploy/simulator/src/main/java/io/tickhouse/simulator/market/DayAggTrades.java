package io.tickhouse.simulator.market;

/**
 * One day's aggregate trades: neighbouring trades of one taker side at one price and one moment are one. The moment is
 * told apart as finely as the archive prints it, so that the trades file alone gives the same groups. A cursor:
 * {@link #next()} moves it, the other methods read the aggregate it stands on.
 */
public final class DayAggTrades {
    private final DayTrades trades;
    private final long timeDivisor;
    private boolean pending;
    private long firstTradeId;
    private long lastTradeId;
    private long price;
    private long quantity;
    private long time;
    private boolean buyerMaker;

    public DayAggTrades(DayPlan plan) {
        this.trades = new DayTrades(plan);
        this.timeDivisor = plan.instrument().market().timeUnitMicros(plan.date());
        this.pending = trades.next();
    }

    /** How many aggregates the day has; makes all of its trades once. */
    public static long count(DayPlan plan) {
        DayAggTrades aggregates = new DayAggTrades(plan);
        long count = 0;
        while (aggregates.next()) {
            count++;
        }
        return count;
    }

    /** Moves to the next aggregate; false when the day has no more. */
    public boolean next() {
        if (!pending) {
            return false;
        }
        firstTradeId = trades.id();
        price = trades.price();
        quantity = 0;
        time = trades.epochMicros() / timeDivisor;
        buyerMaker = trades.buyerMaker();
        do {
            lastTradeId = trades.id();
            quantity += trades.quantity();
            pending = trades.next();
        } while (pending
                && trades.price() == price
                && trades.buyerMaker() == buyerMaker
                && trades.epochMicros() / timeDivisor == time);
        return true;
    }

    public long firstTradeId() {
        return firstTradeId;
    }

    public long lastTradeId() {
        return lastTradeId;
    }

    /** Mantissa at the instrument's price scale. */
    public long price() {
        return price;
    }

    /** Mantissa at the instrument's quantity scale. */
    public long quantity() {
        return quantity;
    }

    /** Since the epoch, in the unit of {@link Market#timeUnitMicros}. */
    public long time() {
        return time;
    }

    /** True when the seller was the taker. */
    public boolean buyerMaker() {
        return buyerMaker;
    }
}
