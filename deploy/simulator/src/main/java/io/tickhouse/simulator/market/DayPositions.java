package io.tickhouse.simulator.market;

/**
 * Open interest and who traded, every five minutes of a day. Takers' net volume moves the open interest, which returns to
 * its level by midnight, so that days join without a jump and need no other day. A cursor: {@link #next()} moves it, the
 * other methods read the five minutes it stands behind.
 */
public final class DayPositions {
    /** Five minutes. */
    public static final int SECONDS = 300;

    private static final int DAY_SECONDS = 86_400;
    private static final long LEVEL_MEDIANS = 400_000;
    private static final int NET_SHARE = 8;
    private static final int LARGE_MEDIANS = 10;

    private final DayTrades trades;
    private final long dayStart;
    private final long level;
    private final long largeFrom;
    private boolean pending;
    private int second;
    private long price;
    private long net;
    private long buys;
    private long sells;
    private long buyVolume;
    private long sellVolume;
    private long largeBuys;
    private long largeSells;
    private long largeBuyVolume;
    private long largeSellVolume;

    public DayPositions(DayPlan plan) {
        Instrument instrument = plan.instrument();
        this.trades = new DayTrades(plan);
        this.pending = trades.next();
        this.dayStart = Interval.startOf(plan.date());
        this.level = instrument.medianLots() * LEVEL_MEDIANS;
        this.largeFrom = instrument.medianLots() * LARGE_MEDIANS;
        this.price = plan.openTicks() * instrument.tick();
    }

    /** Moves over the next five minutes; false when the day is over. */
    public boolean next() {
        if (second == DAY_SECONDS) {
            return false;
        }
        second += SECONDS;
        buys = 0;
        sells = 0;
        buyVolume = 0;
        sellVolume = 0;
        largeBuys = 0;
        largeSells = 0;
        largeBuyVolume = 0;
        largeSellVolume = 0;
        while (pending && trades.epochMicros() < epochSecond() * 1_000_000) {
            add(trades.quantity(), trades.quantity() >= largeFrom);
            price = trades.price();
            pending = trades.next();
        }
        return true;
    }

    private void add(long quantity, boolean large) {
        if (trades.buyerMaker()) {
            net -= quantity;
            sells++;
            sellVolume += quantity;
            largeSells += large ? 1 : 0;
            largeSellVolume += large ? quantity : 0;
        } else {
            net += quantity;
            buys++;
            buyVolume += quantity;
            largeBuys += large ? 1 : 0;
            largeBuyVolume += large ? quantity : 0;
        }
    }

    /** The end of the five minutes, UTC. */
    public long epochSecond() {
        return dayStart + second;
    }

    /** Mantissa at the instrument's quantity scale; positive. */
    public long openInterest() {
        long moved = net * (DAY_SECONDS - second) / DAY_SECONDS / NET_SHARE;
        return level + Math.clamp(moved, -level / 2, level / 2);
    }

    /** Mantissa at the instrument's price scale: of the last trade, or the day's opening level before any. */
    public long price() {
        return price;
    }

    /** Trades of the five minutes whose taker bought. */
    public long buys() {
        return buys;
    }

    public long sells() {
        return sells;
    }

    /** Mantissa at the instrument's quantity scale, as the other volumes. */
    public long buyVolume() {
        return buyVolume;
    }

    public long sellVolume() {
        return sellVolume;
    }

    /** Trades of at least ten times the median size, which stand for the venue's top traders. */
    public long largeBuys() {
        return largeBuys;
    }

    public long largeSells() {
        return largeSells;
    }

    public long largeBuyVolume() {
        return largeBuyVolume;
    }

    public long largeSellVolume() {
        return largeSellVolume;
    }
}
