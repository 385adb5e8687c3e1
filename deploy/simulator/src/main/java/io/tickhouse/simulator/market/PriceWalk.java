package io.tickhouse.simulator.market;

/**
 * The best bid and ask in whole ticks. The bid stands still most of the time, jumps with a heavy tail (more often in the
 * taker's direction), likes round numbers, and is drawn towards the day's close so that days join without a gap.
 */
public final class PriceWalk {
    private static final double MOVES_AT_MOST = 0.35;
    private static final double MOVES_AT_LEAST = 0.01;
    private static final double DAILY_DEVIATION = 0.015;
    private static final int TYPICAL_JUMPS_A_MOVE = 3;
    private static final double IMPACT = 0.54;
    private static final double WIDE_SPREAD = 0.12;
    private static final double DEEPER_LEVEL = 0.3;
    private static final double ROUND_NUMBER = 0.1;
    private static final long ROUND_TICKS = 10;

    private final SplitMix random;
    private final long closeTicks;
    private final long floorTicks;
    private final int typicalJump;
    private final double moves;
    private long bid;
    private long spread = 1;
    private long pull;
    private long pullCarry;
    private long ordersInMinute = 1;
    private int jump;

    /** @param trades expected in the day: how often the bid moves depends on them */
    public PriceWalk(SplitMix random, long openTicks, long closeTicks, long trades) {
        this.random = random;
        this.closeTicks = closeTicks;
        this.floorTicks = Math.max(1, openTicks / 4);
        // a fine tick against a high price moves by many ticks at once, a coarse one by single ticks
        this.typicalJump = (int) Math.max(1, openTicks / 200_000);
        this.moves = moves(openTicks, trades);
        this.jump = typicalJump;
        this.bid = openTicks;
    }

    /**
     * A new minute: its volatility, and how far it is drawn towards the close.
     *
     * @param minute of the day, 0 to 1,439
     */
    public void startMinute(int minute, long tradesInMinute) {
        int halvings = Long.bitCount(random.nextLong() & 0xFFFF) - 8;
        jump = Math.max(1, halvings >= 0 ? typicalJump << Math.min(halvings, 3) : typicalJump >> -halvings);
        pull = (closeTicks - bid) / (Arrivals.MINUTES - minute);
        pullCarry = 0;
        ordersInMinute = Math.max(1, tradesInMinute / 2);
    }

    /** The book moves, then an order takes from it: the price of its first trade, in ticks. */
    public long take(boolean buy) {
        pullCarry += pull;
        long drawn = pullCarry / ordersInMinute;
        pullCarry -= drawn * ordersInMinute;
        bid += drawn;
        if (random.chance(moves)) {
            boolean up = random.chance(IMPACT) == buy;
            int tail = 1 + Math.min(4, Long.numberOfTrailingZeros(random.nextLong() | 16) / 2);
            int size = 1 + random.below(jump * tail);
            bid += up ? size : -size;
            if (random.chance(ROUND_NUMBER)) {
                // to the nearest: always down would be a drift
                bid += ROUND_TICKS / 2 - Math.floorMod(bid + ROUND_TICKS / 2, ROUND_TICKS);
            }
            bid = Math.max(bid, floorTicks);
            spread = random.chance(WIDE_SPREAD) ? 2L + random.below(1 + 2 * typicalJump) : 1;
        }
        return buy ? bid + spread : bid;
    }

    /** Best bid after the last move, in ticks. */
    public long bid() {
        return bid;
    }

    /** Best ask after the last move, in ticks; above the bid. */
    public long ask() {
        return bid + spread;
    }

    /** The same order's next trade: the same level, or a worse one. */
    long sweep(boolean buy, long lastTicks) {
        if (!random.chance(DEEPER_LEVEL)) {
            return lastTicks;
        }
        long worse = 1L + random.below(2 * typicalJump);
        return buy ? lastTicks + worse : Math.max(lastTicks - worse, floorTicks);
    }

    /** How often the bid moves, so that a day's wandering stays near 1.5 % however many trades and coarse ticks it has. */
    private double moves(long openTicks, long trades) {
        double reach = DAILY_DEVIATION * openTicks / (TYPICAL_JUMPS_A_MOVE * typicalJump);
        double wanted = reach * reach / Math.max(1, trades / 2);
        return Math.clamp(wanted, MOVES_AT_LEAST, MOVES_AT_MOST);
    }
}
